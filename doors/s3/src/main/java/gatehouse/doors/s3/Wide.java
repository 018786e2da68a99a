package gatehouse.doors.s3;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, handed on in large pieces: each piece costs the server as much as a small
 * one does. What waits here is dropped when the request is cut.
 */
final class Wide extends ServletOutputStream {
  private static final int SMALL = 1 << 13;
  private static final int PIECE = 1 << 17;

  private final ServletOutputStream out;
  private final Passage passage;
  private byte @Nullable [] piece;
  private int filled;

  Wide(ServletOutputStream out, Passage passage) {
    this.out = out;
    this.passage = passage;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    byte[] waiting = piece;
    if (waiting == null) {
      if (length < SMALL) {
        out.write(bytes, from, length);
        return;
      }
      waiting = new byte[PIECE];
      piece = waiting;
    }
    int at = from;
    int end = from + length;
    while (at < end) {
      int count = Math.min(end - at, PIECE - filled);
      System.arraycopy(bytes, at, waiting, filled, count);
      filled += count;
      at += count;
      if (filled == PIECE) {
        handOn();
      }
    }
  }

  private void handOn() throws IOException {
    byte[] waiting = piece;
    if (waiting != null && filled > 0) {
      int count = filled;
      filled = 0;
      passage.checkpoint();
      out.write(waiting, 0, count);
    }
  }

  @Override
  public void flush() throws IOException {
    handOn();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    handOn();
    out.close();
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}
