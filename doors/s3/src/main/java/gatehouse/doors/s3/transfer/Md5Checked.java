package gatehouse.doors.s3.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;

/** Bytes whose sender said their MD5: the end is reached only where it is right. */
public final class Md5Checked extends FilterInputStream {
  private final MessageDigest digest;
  private final byte[] expected;
  private final Supplier<? extends RuntimeException> wrong;

  /**
   * @param expected the MD5 itself
   * @param wrong what the protocol throws at the end where it is another
   */
  public Md5Checked(
      InputStream bytes, byte[] expected, Supplier<? extends RuntimeException> wrong) {
    super(bytes);
    this.expected = expected.clone();
    this.wrong = wrong;
    try {
      this.digest = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = in.read(into, from, length);
    if (count >= 0) {
      digest.update(into, from, count);
    } else if (!MessageDigest.isEqual(digest.digest(), expected)) {
      throw wrong.get();
    }
    return count;
  }
}
