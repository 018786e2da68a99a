package gatehouse.core.administration;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;

/** What people call a service account, and what it is for. */
public record ServiceAccountName(String name, String description) {
  private static final int LONGEST = 255;

  /**
   * @throws Refused with {@link Invalid} for a blank name, for what is long, for control characters
   */
  public ServiceAccountName {
    if (name.isBlank() || isUnfit(name)) {
      throw new Refused(
          new Invalid("name", "1 to " + LONGEST + " characters, no control characters"));
    }
    if (isUnfit(description)) {
      throw new Refused(
          new Invalid("description", "up to " + LONGEST + " characters, no control characters"));
    }
  }

  private static boolean isUnfit(String text) {
    return text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl);
  }
}
