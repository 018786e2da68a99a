package gatehouse.engines.stores;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way to a store elsewhere, of which the last byte is held back: it is given only
 * when all of it has come, its own checks are passed, and a last question is answered. Without it
 * the store shows nothing.
 */
final class HeldBack extends FilterInputStream {

  /** What is asked before the last byte. */
  interface Question {
    /** Throws where the body must not be shown. */
    void ask() throws IOException;
  }

  private final Question question;
  private long left;
  private boolean asked;
  private boolean touched;
  private @Nullable Exception failure;

  HeldBack(InputStream body, long length, Question question) {
    super(body);
    this.left = length;
    this.question = question;
  }

  /** Whether nothing of it was asked for yet. */
  boolean isUntouched() {
    return !touched;
  }

  /** Why it was not given whole; null where it was. */
  @Nullable Exception failure() {
    return failure;
  }

  /**
   * Gives the last byte of a body of which the others were read, or asks once more where it was
   * given already: for whoever sends a kept body again.
   */
  byte last(byte before) throws IOException {
    if (left > 0) {
      return (byte) read();
    }
    if (failure != null) {
      throw new IOException("the body failed before", failure);
    }
    try {
      question.ask();
      return before;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  /** Of a body without bytes nobody may read the end: it is asked for at once. */
  void begin() throws IOException {
    if (left == 0) {
      var _ = read();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (failure != null) {
      throw new IOException("the body failed before", failure);
    }
    try {
      return some(into, from, length);
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  private int some(byte[] into, int from, int length) throws IOException {
    if (left == 0) {
      end();
      return -1;
    }
    touched = true;
    int count = in.read(into, from, (int) Math.min(length, Math.max(1, left - 1)));
    if (count < 0) {
      throw new EOFException(left + " bytes of the body did not come");
    }
    left -= count;
    if (left == 0) {
      end();
    }
    return count;
  }

  private void end() throws IOException {
    if (asked) {
      return;
    }
    if (in.read() >= 0) {
      throw new EOFException("the body is longer than was promised");
    }
    asked = true;
    question.ask();
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
