package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.UUID;

/** The id of a notebook, job or app: a UUID, lower case. */
public record WorkloadId(UUID value) {

  /**
   * Reads the canonical form of 36 characters.
   *
   * @throws Refused with {@link Invalid} for anything else
   */
  public static WorkloadId of(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      if (uuid.toString().equals(text)) {
        return new WorkloadId(uuid);
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one refusal below.
    }
    throw new Refused(new Invalid("id", "a UUID in lower case, such as 3f0c1a52-…"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
