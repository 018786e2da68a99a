package gatehouse.doors.s3.transfer;

import gatehouse.core.refusal.Refusal.TooLarge;
import gatehouse.core.refusal.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes of which nobody said before how many there are: so many at most. */
public final class Bounded extends FilterInputStream {
  private final String what;
  private final long most;
  private long read;

  /**
   * @param what they are, to begin a sentence
   */
  public Bounded(InputStream bytes, String what, long most) {
    super(bytes);
    this.what = what;
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * @throws Refused with {@link TooLarge} where there are more
   */
  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = in.read(into, from, length);
    read += Math.max(0, count);
    if (read > most) {
      throw new Refused(new TooLarge(what, most));
    }
    return count;
  }
}
