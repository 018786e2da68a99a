package gatehouse.engines.metrics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads one answer of HTTP that ends with its connection. */
final class Answer {
  private static final int LONGEST_HEAD = 64 * 1024;
  private static final int LONGEST_BODY = 1024 * 1024;
  private static final int END_OF_HEAD = 0x0d0a0d0a;

  private Answer() {}

  /** The body of an answer of 200; throws for every other, and for one that is too long. */
  static byte[] of(Lines line, byte[] request) throws IOException {
    line.out().write(request);
    line.out().flush();
    InputStream in = line.in();
    String head = head(in);
    if (!head.startsWith("HTTP/1.") || head.length() < 12 || !head.startsWith(" 200", 8)) {
      throw new IOException("no answer of 200");
    }
    if (head.toLowerCase(java.util.Locale.ROOT).contains("\r\ntransfer-encoding:")) {
      throw new IOException("an answer in chunks was not asked for");
    }
    byte[] body = in.readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      throw new IOException("more than " + LONGEST_BODY + " bytes");
    }
    return body;
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int last = 0;
    while (last != END_OF_HEAD) {
      int next = in.read();
      if (next < 0 || head.size() > LONGEST_HEAD) {
        throw new IOException("no head of an answer");
      }
      head.write(next);
      last = last << 8 | next;
    }
    return head.toString(ISO_8859_1);
  }
}
