package gatehouse.core.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role that somebody was given.
 *
 * @param by who gave it, by name
 * @param endsAt when it ends by itself, or null
 */
public record Grant(Role role, String by, Instant at, @Nullable Instant endsAt) {

  /** Whether it still holds at a moment. */
  public boolean holdsAt(Instant now) {
    return endsAt == null || now.isBefore(endsAt);
  }
}
