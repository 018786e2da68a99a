package gatehouse.engines.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.storage.BucketName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class BodyTest {
  private static final BucketName BUCKET = new BucketName("train");

  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void aShortBodyMayBeSentAgainAndIsAskedForEachTime() throws IOException {
    String arrived = body(3, 3).sent(BUCKET, BodyTest::atTheSecondTry);

    assertThat(arrived).isEqualTo("xxx");
    assertThat(asked).hasValue(2);
  }

  @Test
  void aLongBodyIsSentOnce() {
    assertThatThrownBy(() -> body(100_000, 100_000).sent(BUCKET, BodyTest::atTheSecondTry))
        .hasMessageContaining("the connection broke while a body was sent");
  }

  @Test
  void aBodyThatIsShorterThanPromisedIsNotSent() {
    assertThatThrownBy(() -> body(2, 3).sent(BUCKET, BodyTest::all))
        .hasMessageContaining("1 bytes of the body did not come");
    assertThat(asked).hasValue(0);
  }

  @Test
  void aBodyThatIsLongerThanPromisedIsNotSent() {
    assertThatThrownBy(() -> body(4, 3).sent(BUCKET, BodyTest::all))
        .hasMessageContaining("longer than was promised");
    assertThat(asked).hasValue(0);
  }

  private Body body(int there, int promised) {
    var bytes = new ByteArrayInputStream("x".repeat(there).getBytes(UTF_8));
    return new Body(new HeldBack(bytes, promised, asked::incrementAndGet), promised);
  }

  private static String atTheSecondTry(RequestBody body) {
    try (var broken = body.contentStreamProvider().newStream()) {
      assertThat(broken.read()).isEqualTo('x');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all(body);
  }

  private static String all(RequestBody body) {
    try (var stream = body.contentStreamProvider().newStream()) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
