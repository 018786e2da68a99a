package gatehouse.doors.wire;

/** Halves of surrogate pairs: JSON can write one alone, and no text in UTF-8 can hold it. */
final class Surrogates {
  private Surrogates() {}

  /** Whether some escape in a JSON document is half of a pair whose other half is not beside it. */
  static boolean standAlone(String json) {
    boolean high = false;
    for (int at = json.indexOf('\\'); at >= 0 && at + 1 < json.length(); ) {
      int unit = json.charAt(at + 1) == 'u' ? unit(json, at + 2) : -1;
      boolean low = unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
      if (low != high) {
        return true;
      }
      high = unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
      int end = at + (unit < 0 ? 2 : 6);
      at = json.indexOf('\\', end);
      if (high && at != end) {
        return true;
      }
    }
    return high;
  }

  private static int unit(String json, int from) {
    if (from + 4 > json.length()) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value * 16 + digit;
    }
    return value;
  }
}
