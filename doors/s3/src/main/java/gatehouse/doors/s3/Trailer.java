package gatehouse.doors.s3;

import gatehouse.doors.s3.awssdk.Faults;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.gaul.s3proxy.checksum.FlexChecksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.SdkChecksum;

/**
 * A body that tells its checksum behind its last byte, as clients do that sum while they send.
 * S3Proxy stops reading at the announced length, so that it never sees what comes behind; it is
 * looked at here, when the body has passed and before it is shown to anybody.
 */
final class Trailer {
  private static final int LONGEST = 2048;

  private final String name;
  private final FlexChecksum algorithm;
  private final Raw raw;

  private Trailer(String name, FlexChecksum algorithm, InputStream body) {
    this.name = name;
    this.algorithm = algorithm;
    this.raw = new Raw(body);
  }

  /** Null for a request whose body tells nothing behind its end. */
  static @Nullable Trailer of(HttpServletRequest request, InputStream body) {
    String kind = request.getHeader("x-amz-content-sha256");
    String name = request.getHeader("x-amz-trailer");
    if (kind == null || name == null || !kind.endsWith("-TRAILER")) {
      return null;
    }
    String bare = name.strip().toLowerCase(Locale.ROOT);
    FlexChecksum algorithm = FlexChecksum.fromHeaderName(bare);
    return algorithm == null ? null : new Trailer(bare, algorithm, body);
  }

  /** The body as it comes from the client; whoever reads it has to read it here. */
  InputStream raw() {
    return raw;
  }

  /** What the body means: summed, and compared with what it tells when it has passed. */
  InputStream summed(InputStream bytes) {
    return new Summed(bytes, algorithm.newChecksum());
  }

  private void require(byte[] sum) throws IOException {
    String told = raw.told(name);
    if (told == null || !MessageDigest.isEqual(algorithm.decodeValue(told), sum)) {
      throw Faults.fault(
          400,
          "BadDigest",
          "The " + algorithm + " you specified did not match the calculated checksum.");
    }
  }

  private final class Summed extends FilterInputStream {
    private final SdkChecksum sum;
    private boolean compared;

    Summed(InputStream bytes, SdkChecksum sum) {
      super(bytes);
      this.sum = sum;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = in.read(into, from, length);
      if (count > 0) {
        sum.update(into, from, count);
      } else if (count < 0 && !compared) {
        compared = true;
        require(sum.getChecksumBytes());
      }
      return count;
    }
  }

  /** Remembers the last bytes that anybody read. */
  private static final class Raw extends FilterInputStream {
    private final byte[] last = new byte[LONGEST];
    private long count;

    Raw(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = in.read(into, from, length);
      for (int i = Math.max(0, read - LONGEST); i < read; i++) {
        last[(int) ((count + i) % LONGEST)] = into[from + i];
      }
      count += Math.max(0, read);
      return read;
    }

    /** What stands behind the body under a name; null where nothing does. */
    @Nullable String told(String name) throws IOException {
      byte[] rest = readNBytes(LONGEST);
      var bytes = new ByteArrayOutputStream();
      if (rest.length < LONGEST) {
        for (long i = Math.max(0, count - LONGEST); i < count; i++) {
          bytes.write(last[(int) (i % LONGEST)]);
        }
      }
      String text = bytes.toString(StandardCharsets.ISO_8859_1);
      int at = text.toLowerCase(Locale.ROOT).lastIndexOf("\n" + name + ":");
      int end = at < 0 ? -1 : text.indexOf('\n', at + 1);
      return end < 0 ? null : text.substring(at + name.length() + 2, end).strip();
    }
  }
}
