package gatehouse.engines.volumes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** As many bytes as were promised, however much longer a file grows while it is read. */
final class FirstBytes extends FilterInputStream {
  private long left;

  FirstBytes(InputStream bytes, long most) {
    super(bytes);
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    int read = left > 0 ? super.read() : -1;
    left -= read >= 0 ? 1 : 0;
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (left <= 0 && length > 0) {
      return -1;
    }
    int read = super.read(into, from, (int) Math.min(length, left));
    left -= Math.max(0, read);
    return read;
  }

  @Override
  public long skip(long n) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
