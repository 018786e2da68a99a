package gatehouse.core.identity;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.regex.Pattern;

/** The name a user or account signs in with; unique in the installation. */
public record UserName(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}");

  /**
   * @throws Refused with {@link Invalid} for any other shape
   */
  public UserName {
    if (!SHAPE.matcher(value).matches()) {
      throw new Refused(new Invalid("username", "a letter, then up to 63 of A-Z a-z 0-9 . _ -"));
    }
  }

  /** Whether a text has the shape of a name. */
  public static boolean canBe(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
