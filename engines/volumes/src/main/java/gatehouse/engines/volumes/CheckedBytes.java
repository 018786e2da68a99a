package gatehouse.engines.volumes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Bytes on their way: counted, summed, and asked about at each piece. */
final class CheckedBytes extends FilterInputStream {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

  private final MessageDigest sum = md5();
  private final Runnable check;
  private long count;

  CheckedBytes(InputStream bytes, Runnable check) {
    super(bytes);
    this.check = check;
  }

  @Override
  public int read() throws IOException {
    check.run();
    int read = super.read();
    if (read >= 0) {
      sum.update((byte) read);
      count++;
    }
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    check.run();
    int read = super.read(into, from, length);
    if (read > 0) {
      sum.update(into, from, read);
      count += read;
    }
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    return skipNBytesRead(n);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** How many have passed. */
  long count() {
    return count;
  }

  /** Whether what has passed is what an object's tag stands for, as far as the tag says. */
  boolean matches(String etag, long size) {
    return count == size
        && (!MD5.matcher(etag).matches() || etag.equals(HexFormat.of().formatHex(sum.digest())));
  }

  private long skipNBytesRead(long n) throws IOException {
    byte[] dropped = new byte[8192];
    long left = n;
    while (left > 0) {
      int read = read(dropped, 0, (int) Math.min(dropped.length, left));
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return n - left;
  }

  /** The sum that S3 itself uses to tell one content from another; no secret rests on it. */
  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
