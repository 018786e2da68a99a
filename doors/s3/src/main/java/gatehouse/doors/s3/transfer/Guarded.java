package gatehouse.doors.s3.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Bytes of a transfer: each chunk asks whether the request may go on. */
final class Guarded extends FilterInputStream {
  private static final int CHUNK = 1 << 16;

  private final Transfer transfer;

  Guarded(InputStream bytes, Transfer transfer) {
    super(bytes);
    this.transfer = transfer;
  }

  @Override
  public int read() throws IOException {
    transfer.checkpoint();
    return in.read();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    transfer.checkpoint();
    int count = in.read(into, from, length);
    transfer.checkpoint(); // Waiting for the bytes may have taken long.
    return count;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    long sum = 0;
    byte[] buffer = new byte[CHUNK];
    for (int count = read(buffer); count >= 0; count = read(buffer)) {
      out.write(buffer, 0, count);
      sum += count;
    }
    return sum;
  }
}
