package gatehouse.core.identity;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;

/** The id of a user: a positive integer of 32 bits, as the model's clients expect. */
public record UserId(int value) {

  /**
   * @throws Refused with {@link Invalid} for anything but a positive integer
   */
  public static UserId of(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value > 0) {
        return new UserId(value);
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal below.
    }
    throw new Refused(new Invalid("userId", "a positive integer"));
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
