package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;

/** Which labels people may give: those that a selector can name, and none of the platform's. */
final class Labels {
  private static final int LONGEST = 128;

  private Labels() {}

  static void requireValid(String name, String value) {
    requireOwn(name);
    if (isBad(name) || name.indexOf('=') >= 0 || name.chars().anyMatch(Labels::isBlank)) {
      throw new Refused(
          new Invalid("labels", "names of 1 to 128 characters, without blanks, , and ="));
    }
    if (isBad(value)) {
      throw new Refused(new Invalid("labels", "values of 1 to 128 characters, without a comma"));
    }
    if (name.equals(Idleness.LABEL)) {
      var _ = Idleness.parse(value);
    }
  }

  static void requireOwn(String name) {
    if (name.startsWith(Workload.OWN_LABELS)) {
      throw new Refused(
          new Invalid("labels", "names that do not begin with ovh/: those are the platform's"));
    }
  }

  private static boolean isBlank(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean isBad(String text) {
    return text.isBlank()
        || !text.equals(text.strip())
        || text.length() > LONGEST
        || text.indexOf(',') >= 0
        || text.chars().anyMatch(Character::isISOControl);
  }
}
