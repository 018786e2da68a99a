package gatehouse.doors.gateway;

import gatehouse.core.access.Presented;
import gatehouse.core.access.SignIn;
import gatehouse.core.identity.SecretKind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a workload must not see of what a caller presents. A workload is somebody else's code, and a
 * program sends the password it has wherever it goes, used or not. Each rule tells whether an
 * {@code Authorization} is to be withheld.
 */
final class Withheld {
  private static final List<String> PREFIXES =
      Arrays.stream(SecretKind.values()).map(SecretKind::prefix).toList();

  /** A generated name, at the head of a pair. */
  private static final Pattern OUR_NAME = Pattern.compile("user-[A-Za-z0-9]{12}(:|$)");

  private static final String BASIC = "basic";

  private Withheld() {}

  /** Where what was presented has been used, or nobody looks at it: all of it. */
  static Predicate<String> all() {
    return authorization -> true;
  }

  /** Where we ask who calls: every password, for it can only be meant for us. */
  static Predicate<String> passwords() {
    return authorization -> hasOurSecret(authorization) || afterBasic(authorization) != null;
  }

  /** Where anybody may come in, and a workload may ask for passwords of its own: ours. */
  static Predicate<String> ourPasswords(SignIn signIn) {
    return authorization -> {
      String encoded = afterBasic(authorization);
      return hasOurSecret(authorization) || (encoded != null && isOurs(encoded, signIn));
    };
  }

  /** The names in pairs of name and password, as a lenient workload may read them. */
  static List<String> names(List<String> authorizations) {
    return authorizations.stream()
        .map(Withheld::afterBasic)
        .filter(Objects::nonNull)
        .map(Withheld::leniently)
        .map(pair -> pair.indexOf(':') < 0 ? pair : pair.substring(0, pair.indexOf(':')))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Whether a value carries one of our own secrets, wherever in it. */
  static boolean hasOurSecret(String value) {
    for (String prefix : PREFIXES) {
      if (value.contains(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOurs(String encoded, SignIn signIn) {
    String pair = leniently(encoded);
    Presented read = Presentation.basic(encoded);
    return hasOurSecret(pair)
        || OUR_NAME.matcher(pair).lookingAt()
        || (read != null && signIn.known(read) != null);
  }

  /** What follows the scheme Basic, whatever sets it off; null for other schemes. */
  private static @Nullable String afterBasic(String authorization) {
    String value = authorization.strip();
    int end = BASIC.length();
    return value.regionMatches(true, 0, BASIC, 0, end)
            && (value.length() == end || !isOfAWord(value.charAt(end)))
        ? value.substring(end).strip()
        : null;
  }

  private static boolean isOfAWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '_';
  }

  /** As a workload may read it that takes what we do not. */
  private static String leniently(String encoded) {
    try {
      return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
