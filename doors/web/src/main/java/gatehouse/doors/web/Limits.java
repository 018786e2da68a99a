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

  /** 1 MiB of body, 32 KiB of headers, 60 seconds. */
  public static final Limits USUAL = new Limits(1 << 20, 32 << 10, 60_000);

  /** Reads a whole body, or refuses it as soon as it is known to be too large. */
  byte[] read(InputStream in, long announced) throws IOException {
    if (announced > body) {
      throw tooLarge();
    }
    byte[] bytes = in.readNBytes(body + 1);
    if (bytes.length > body) {
      throw tooLarge();
    }
    return bytes;
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
