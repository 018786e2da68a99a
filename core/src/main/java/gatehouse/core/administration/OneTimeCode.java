package gatehouse.core.administration;

import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Subject;
import java.time.Instant;

/**
 * A code that is taken once.
 *
 * @param whose who may do what it is for
 * @param payload what else it carries, as the workload it opens
 */
public record OneTimeCode(
    Fingerprint fingerprint, Purpose purpose, Subject whose, String payload, Instant expiresAt) {

  /** What a code is for. */
  public enum Purpose {
    /** Sets the password of an account at the first start. */
    SET_UP,
    /** Opens a session at one workload. */
    ENTER_WORKLOAD
  }
}
