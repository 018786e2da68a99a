package gatehouse.core.access;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.regex.Pattern;

/** The name of a role, as in {@code ai_training_read}. */
public record RoleName(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

  public static final RoleName ADMINISTRATOR = new RoleName("administrator");
  public static final RoleName AI_TRAINING_OPERATOR = new RoleName("ai_training_operator");
  public static final RoleName AI_TRAINING_READ = new RoleName("ai_training_read");
  public static final RoleName OBJECTSTORE_OPERATOR = new RoleName("objectstore_operator");

  /**
   * @throws Refused with {@link Invalid} for any other shape
   */
  public RoleName {
    if (!SHAPE.matcher(value).matches()) {
      throw new Refused(new Invalid("role", "a letter, then up to 63 of a-z 0-9 _ -"));
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
