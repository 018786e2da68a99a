package gatehouse.core.volume;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Set;

/**
 * Where a volume is seen inside a workload: an absolute path below {@code /workspace} or in a top
 * folder of its own, as {@code /data}; never where the machine's own files are.
 */
public record MountPath(String value) {
  private static final int LONGEST = 512;
  private static final int LONGEST_PART = 255;
  private static final Set<String> RESERVED =
      Set.of(
          "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "root", "run",
          "sbin", "sys", "tmp", "usr", "var");

  /**
   * A slash at the end is left out.
   *
   * @throws Refused with {@link Invalid} for any other path
   */
  public MountPath {
    if (value.length() > 1 && value.endsWith("/")) {
      value = value.substring(0, value.length() - 1);
    }
    if (!value.startsWith("/") || value.length() > LONGEST) {
      throw wrong("an absolute path of at most " + LONGEST + " characters");
    }
    List<String> parts = List.of(value.substring(1).split("/", -1));
    for (String part : parts) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.length() > LONGEST_PART
          || part.chars().anyMatch(Character::isISOControl)) {
        throw wrong("without empty parts, . and .., and without control characters");
      }
    }
    if (RESERVED.contains(parts.getFirst())) {
      throw wrong("below /workspace or in a folder of its own, not in /" + parts.getFirst());
    }
    if (value.equals("/workspace")) {
      throw wrong("below /workspace, as /workspace/data: /workspace itself is the workload's own");
    }
  }

  /** Whether one of the two is the other or lies in it. */
  public boolean overlaps(MountPath other) {
    return (value + "/").startsWith(other.value + "/")
        || (other.value + "/").startsWith(value + "/");
  }

  @Override
  public String toString() {
    return value;
  }

  private static Refused wrong(String rule) {
    return new Refused(new Invalid("volumes.mountPath", rule));
  }
}
