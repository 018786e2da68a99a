package gatehouse.core.administration;

import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token to be made.
 *
 * @param role {@code ai_training_operator} or {@code ai_training_read}
 * @param expiresAt when it ends by itself, or null
 */
public record NewToken(String name, RoleName role, Selector selector, @Nullable Instant expiresAt) {
  private static final int LONGEST = 255;

  /**
   * @throws Refused with {@link Invalid} for a blank or long name and for other roles
   */
  public NewToken {
    if (name.isBlank()
        || name.length() > LONGEST
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(
          new Invalid("name", "1 to " + LONGEST + " characters, no control characters"));
    }
    if (!role.equals(RoleName.AI_TRAINING_OPERATOR) && !role.equals(RoleName.AI_TRAINING_READ)) {
      throw new Refused(new Invalid("role", "ai_training_operator or ai_training_read"));
    }
  }
}
