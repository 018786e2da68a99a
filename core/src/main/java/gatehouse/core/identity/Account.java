package gatehouse.core.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who owns the installation: signs in to the panel and may do everything in every project.
 *
 * @param hasPassword whether there is one to sign in with; an account that was never set up has
 *     none
 */
public record Account(
    int id,
    UserName name,
    UserStatus status,
    Instant createdAt,
    @Nullable Instant lastSignIn,
    boolean hasPassword) {

  /** The subject whose access this is. */
  public Subject subject() {
    return Subject.account(id);
  }
}
