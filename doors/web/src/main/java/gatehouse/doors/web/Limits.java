package gatehouse.doors.web;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.TooLarge;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * How much a request may bring.
 *
 * @param body bytes of a body
 * @param head bytes of request line and headers together
 * @param idle how many milliseconds a peer may be silent in the middle of a request
 */
public record Limits(int body, int head, long idle) {

  /** Up to so many times the limit, a body is read to its end before it is refused. */
  private static final int HEARD_OUT = 4;

  /** 1 MiB of body, 32 KiB of headers, 60 seconds. */
  public static final Limits USUAL = new Limits(1 << 20, 32 << 10, 60_000);

  /**
   * Reads a whole body, or refuses it. What is not much too large is read to its end even so: who
   * is still sending when the connection closes may never hear why.
   */
  byte[] read(InputStream in, long announced) throws IOException {
    if (announced <= body) {
      byte[] bytes = in.readNBytes(body + 1);
      if (bytes.length <= body) {
        return bytes;
      }
    }
    if (announced <= (long) HEARD_OUT * body) {
      drop(in, (long) HEARD_OUT * body);
    }
    throw tooLarge();
  }

  private static void drop(InputStream in, long most) throws IOException {
    byte[] piece = new byte[8192];
    long left = most;
    for (int read = 0; read >= 0 && left > 0; left -= read) {
      read = in.read(piece);
    }
  }

  /** Bytes as text, where they are valid UTF-8. */
  static String utf8(byte[] bytes, String field) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused(new Invalid(field, "valid UTF-8"));
    }
  }

  private Refused tooLarge() {
    return new Refused(new TooLarge("the body", body));
  }
}
