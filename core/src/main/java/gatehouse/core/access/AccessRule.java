package gatehouse.core.access;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.Set;

/**
 * One call that an API application may make ({@code users-api.md}, 1.7): a method and a path in
 * which {@code *} stands for anything. A rule for {@code /me/*} does not cover {@code /me}.
 */
public record AccessRule(String method, String path) {
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");
  private static final int LONGEST = 512;

  /**
   * @throws Refused with {@link Invalid} for another method, or a path that does not begin with a
   *     slash
   */
  public AccessRule {
    if (!METHODS.contains(method)) {
      throw new Refused(new Invalid("accessRules.method", "one of GET, POST, PUT, DELETE"));
    }
    if (!path.startsWith("/") || path.length() > LONGEST) {
      throw new Refused(
          new Invalid("accessRules.path", "a path that begins with / and may hold *"));
    }
  }

  /**
   * Whether it covers a call; {@code calledPath} without the API's prefix, as {@code
   * /cloud/project}.
   */
  public boolean covers(String calledMethod, String calledPath) {
    return method.equals(calledMethod) && matches(path, calledPath);
  }

  /**
   * Greedy matching of {@code *} in linear time: after a mismatch it goes back to the last star
   * only.
   */
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
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
