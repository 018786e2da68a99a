package gatehouse.core.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/** Draws secrets, names and ids at random. Safe for use by many threads. */
public final class Secrets {
  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String HEX = "0123456789abcdef";

  /** 43 characters of 62 carry 256 bits. */
  private static final int BODY = 43;

  private static final int CHECK = 6;

  private final SecureRandom random;

  public Secrets(SecureRandom random) {
    this.random = random;
  }

  /** A secret of 256 random bits: prefix, 43 characters, and 6 that check them. */
  public Secret draw(SecretKind kind) {
    String body = kind.prefix() + draw(BODY, ALPHANUMERIC);
    return new Secret(body + check(body));
  }

  /**
   * Whether a text can be a secret of this kind at all; tells typing errors from unknown ones
   * without a look-up.
   */
  public static boolean looksLike(SecretKind kind, String text) {
    int length = kind.prefix().length() + BODY + CHECK;
    return text.length() == length
        && text.startsWith(kind.prefix())
        && check(text.substring(0, length - CHECK)).equals(text.substring(length - CHECK));
  }

  /**
   * A password: 32 letters and digits, with at least one upper-case letter, one lower-case letter
   * and one digit.
   */
  public Secret password() {
    while (true) {
      String text = draw(32, ALPHANUMERIC);
      if (text.chars().anyMatch(Character::isUpperCase)
          && text.chars().anyMatch(Character::isLowerCase)
          && text.chars().anyMatch(Character::isDigit)) {
        return new Secret(text);
      }
    }
  }

  /** A user's name: {@code user-} and 12 letters and digits. */
  public UserName userName() {
    return new UserName("user-" + draw(12, ALPHANUMERIC));
  }

  /** A project's id. */
  public ProjectId projectId() {
    return new ProjectId(hex(32));
  }

  /** So many hex digits. */
  public String hex(int digits) {
    return draw(digits, HEX);
  }

  /** So many letters and digits. */
  public String alphanumeric(int length) {
    return draw(length, ALPHANUMERIC);
  }

  private String draw(int length, String alphabet) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String check(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    long rest = crc.getValue();
    var text = new StringBuilder(CHECK);
    for (int i = 0; i < CHECK; i++) {
      text.append(ALPHANUMERIC.charAt((int) (rest % ALPHANUMERIC.length())));
      rest /= ALPHANUMERIC.length();
    }
    return text.toString();
  }
}
