package gatehouse.core.storage;

/**
 * A pattern in which {@code *} stands for any characters and {@code ?} for one; everything else for
 * itself. Matching takes time in proportion to the product of both lengths at worst, never more.
 */
final class Wildcard {
  private final String pattern;
  private final String beginning;

  Wildcard(String pattern) {
    this.pattern = pattern;
    int end = 0;
    while (end < pattern.length() && pattern.charAt(end) != '*' && pattern.charAt(end) != '?') {
      end++;
    }
    this.beginning = pattern.substring(0, end);
  }

  /** Whether a text matches. */
  boolean matches(String text) {
    if (!text.startsWith(beginning)) {
      return false; // As nearly always: most statements are about other buckets.
    }
    int p = beginning.length();
    int t = p;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
