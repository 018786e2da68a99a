package gatehouse.engines.runtimes.agent;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a program asks of a proxy before it speaks to somebody through it (RFC 9110, 9.3.6).
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 */
record ConnectRequest(String host, int port) {
  private static final int LONGEST = 8192;
  private static final Pattern LINE =
      Pattern.compile(
          "CONNECT (?:\\[(?<six>[0-9A-Fa-f:.]{2,45})]|(?<name>[A-Za-z0-9._-]{1,253})):(?<port>[0-9]{1,5})"
              + " HTTP/1\\.[01]");

  /**
   * Reads a request up to the end of its head, and not a byte more.
   *
   * @return null where it is anything else than a request to connect
   * @throws EOFException where it ends before that
   */
  static @Nullable ConnectRequest read(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < LONGEST) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the request ended in its head");
      }
      head.append((char) next);
      if (next == '\n' && endsHead(head)) {
        return parse(head.toString());
      }
    }
    return null;
  }

  private static boolean endsHead(StringBuilder head) {
    int length = head.length();
    return head.indexOf("\r\n\r\n", length - 4) >= 0 || head.indexOf("\n\n", length - 2) >= 0;
  }

  private static @Nullable ConnectRequest parse(String head) {
    Matcher line = LINE.matcher(head.lines().findFirst().orElse(""));
    if (!line.matches()) {
      return null;
    }
    int port = Integer.parseInt(line.group("port"));
    String six = line.group("six");
    return port < 1 || port > 65535
        ? null
        : new ConnectRequest(six != null ? six : line.group("name"), port);
  }

  /** An answer with a sentence, after which the connection ends. */
  static byte[] refusal(String status, String sentence) {
    byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(status, body.length);
    byte[] whole =
        (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    return whole;
  }
}
