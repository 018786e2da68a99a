package gatehouse.doors.s3.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.refusal.Refusal.TooLarge;
import gatehouse.core.refusal.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What bodies are checked for as they pass. */
class BodiesTest {
  private static final byte[] MD5_OF_HELLO =
      HexFormat.of().parseHex("5d41402abc4b2a76b9719d911017c592");

  @Test
  void aBodyOfUnknownLengthPassesUpToItsBoundAndNotPastIt() throws IOException {
    assertThat(new Bounded(bytes("hello"), "the object", 5).readAllBytes()).hasSize(5);

    Refused refused =
        catchThrowableOfType(
            Refused.class, () -> new Bounded(bytes("hello!"), "the object", 5).readAllBytes());

    assertThat(refused.refusal()).isEqualTo(new TooLarge("the object", 5));
    Bounded one = new Bounded(bytes("ab"), "the object", 1);
    assertThat(one.read()).isEqualTo('a');
    assertThat(catchThrowableOfType(Refused.class, one::read)).isNotNull();
  }

  @Test
  void aBodyWithAnotherSumFailsAtItsEndAndNotBefore() throws IOException {
    assertThat(
            new Md5Checked(bytes("hello"), MD5_OF_HELLO, IllegalStateException::new).readAllBytes())
        .hasSize(5);

    var wrong = new Md5Checked(bytes("hallo"), MD5_OF_HELLO, IllegalStateException::new);
    assertThat(wrong.read(new byte[9], 0, 9)).isEqualTo(5);
    assertThat(catchThrowableOfType(IllegalStateException.class, wrong::read)).isNotNull();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
