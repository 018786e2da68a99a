package gatehouse.core.volume;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.Locale;

/** What may be done with the data of a volume; the names are those of the model. */
public enum VolumePermission {
  /** Read only. */
  RO,
  /** New and changed files are written back. */
  RW,
  /** As {@link #RW}, and what is deleted here is deleted there. */
  RWD;

  /** Whether changes are written back. */
  public boolean writesBack() {
    return this != RO;
  }

  /**
   * Reads a permission as the model's clients write it; {@code R} is {@link #RO}.
   *
   * @throws Refused with {@link Invalid} for anything else
   */
  public static VolumePermission of(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "R", "RO" -> RO;
      case "RW" -> RW;
      case "RWD" -> RWD;
      default -> throw new Refused(new Invalid("volumes.permission", "RO, RW or RWD"));
    };
  }
}
