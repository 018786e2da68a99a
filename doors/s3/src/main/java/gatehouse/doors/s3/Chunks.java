package gatehouse.doors.s3;

import gatehouse.doors.s3.awssdk.Faults;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body of signed chunks. S3Proxy stops reading at the announced length, so that it sees neither a
 * last chunk that is missing nor bytes beyond; their lengths are counted here, and compared when
 * the body has passed and before it is shown to anybody.
 */
final class Chunks {
  private static final String KIND = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

  private final Counted raw;
  private final long announced;

  private Chunks(InputStream body, long announced) {
    this.raw = new Counted(body);
    this.announced = announced;
  }

  /** Null for a request whose body comes in one, or whose chunks end with a checksum. */
  static @Nullable Chunks of(HttpServletRequest request, InputStream body) {
    String length = request.getHeader("x-amz-decoded-content-length");
    return KIND.equals(request.getHeader("x-amz-content-sha256"))
            && length != null
            && length.matches("[0-9]{1,18}")
        ? new Chunks(body, Long.parseLong(length))
        : null;
  }

  /** The body as it comes from the client; whoever reads it has to read it here. */
  InputStream raw() {
    return raw;
  }

  /** What the body means, refused at its end where its chunks are not of the announced length. */
  InputStream whole(InputStream bytes) {
    return new FilterInputStream(bytes) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        int count = in.read(into, from, length);
        if (count < 0) {
          raw.requireEnd(announced);
        }
        return count;
      }
    };
  }

  /** Follows the chunks' lengths while somebody else reads them. */
  private static final class Counted extends FilterInputStream {
    private static final int LONGEST = 4096;

    private final StringBuilder line = new StringBuilder();
    private long left;
    private long total;
    private boolean ended;

    Counted(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = in.read(into, from, length);
      for (int i = from; i < from + count && !ended; i++) {
        int skipped = (int) Math.min(left, from + count - i);
        left -= skipped;
        i += skipped;
        if (i < from + count) {
          follow(into[i]);
        }
      }
      return count;
    }

    private void follow(byte next) {
      if (next != '\n') {
        line.append((char) (next & 0xff));
        ended = line.length() > LONGEST;
        return;
      }
      String head = line.toString().strip();
      line.setLength(0);
      if (!head.isEmpty()) {
        int semicolon = head.indexOf(';');
        String size = semicolon < 0 ? head : head.substring(0, semicolon);
        left = size.matches("[0-9a-fA-F]{1,8}") ? Long.parseLong(size, 16) : 0;
        total += left;
        ended = left == 0;
      }
    }

    void requireEnd(long announced) throws IOException {
      // Behind the announced length comes the head of the last chunk, and no more.
      byte[] rest = new byte[LONGEST];
      int most = LONGEST;
      while (!ended && total <= announced && most > 0) {
        int got = read(rest, 0, most);
        most = got < 0 ? 0 : most - got;
      }
      if (!ended || total != announced) {
        throw Faults.fault(
            400, "IncompleteBody", "The body is not of the length that was announced.");
      }
    }
  }
}
