package gatehouse.doors.s3.swift;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes whose sender said their MD5: the end is reached only where it is right. */
final class Md5Checked extends FilterInputStream {
  private final MessageDigest digest;
  private final String expected;

  /**
   * @param expected in lower-case hex
   */
  Md5Checked(InputStream bytes, String expected) {
    super(bytes);
    this.expected = expected;
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
    } else if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
      throw new SwiftFault(422, "The content does not have the MD5 that Etag says.");
    }
    return count;
  }
}
