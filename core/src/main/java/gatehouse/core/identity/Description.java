package gatehouse.core.identity;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;

/**
 * What people call a user: any text of 1 to 255 characters without control characters; may be
 * absent (empty).
 */
public record Description(String value) {
  private static final int LONGEST = 255;

  public static final Description NONE = new Description("");

  /**
   * @throws Refused with {@link Invalid} where the text is too long or holds control characters
   */
  public Description {
    if (value.length() > LONGEST) {
      throw new Refused(new Invalid("description", "at most " + LONGEST + " characters"));
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(new Invalid("description", "no control characters (line breaks, NUL)"));
    }
  }

  /**
   * A description that somebody typed on purpose.
   *
   * @throws Refused with {@link Invalid} where it is blank as well
   */
  public static Description given(String text) {
    if (text.isBlank()) {
      throw new Refused(new Invalid("description", "not empty: say whom or what this user is for"));
    }
    return new Description(text.strip());
  }

  @Override
  public String toString() {
    return value;
  }
}
