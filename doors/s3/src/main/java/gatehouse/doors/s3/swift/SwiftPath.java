package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What a request is about.
 *
 * @param container empty for the account
 * @param object empty for a container as a whole; may hold slashes
 */
record SwiftPath(String account, String container, String object) {
  /** Below this stands Swift: no bucket has so short a name. */
  static final String ROOT = "/v1";

  /**
   * Reads the path of a request, as it was sent.
   *
   * @throws Refused where it cannot be read
   */
  static SwiftPath of(String raw) {
    String rest = raw.length() <= ROOT.length() ? "" : raw.substring(ROOT.length() + 1);
    int first = rest.indexOf('/');
    String account = first < 0 ? rest : rest.substring(0, first);
    return within(decoded(account), first < 0 ? "" : rest.substring(first + 1));
  }

  /** A container and an object, as headers name them: {@code /container/object}, encoded. */
  static SwiftPath named(String account, String header) {
    SwiftPath path = within(account, header.startsWith("/") ? header.substring(1) : header);
    if (path.container().isEmpty() || path.object().isEmpty()) {
      throw new SwiftFault(412, "Source and destination are named as container/object.");
    }
    return path;
  }

  private static SwiftPath within(String account, String rest) {
    int slash = rest.indexOf('/');
    return new SwiftPath(
        account,
        decoded(slash < 0 ? rest : rest.substring(0, slash)),
        decoded(slash < 0 ? "" : rest.substring(slash + 1)));
  }

  /** Text as it was before it was percent-encoded; strictly UTF-8. */
  static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = new ByteArrayOutputStream();
    try {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '%') {
          bytes.write(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
          i += 2;
        } else {
          bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        }
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException | IndexOutOfBoundsException | NumberFormatException e) {
      throw new Refused(new Invalid("path", "percent-encoded UTF-8"));
    }
  }

  private static int hex(char c) {
    int digit = Character.digit(c, 16);
    if (digit < 0) {
      throw new NumberFormatException("no hex digit");
    }
    return digit;
  }
}
