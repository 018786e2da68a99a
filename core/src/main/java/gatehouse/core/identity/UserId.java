package gatehouse.core.identity;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.util.regex.Pattern;

/** The id of a user: a positive integer of 32 bits, as the model's clients expect. */
public record UserId(int value) {
  private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]{0,9}");

  /**
   * Reads an id as it is written: one text for each id, without sign or leading zeros.
   *
   * @throws Refused with {@link NotFound} for anything else, as no user can have it
   */
  public static UserId of(String text) {
    if (SHAPE.matcher(text).matches() && Long.parseLong(text) <= Integer.MAX_VALUE) {
      return new UserId(Integer.parseInt(text));
    }
    throw new Refused(new NotFound("user", text));
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
