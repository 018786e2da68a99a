package gatehouse.doors.cli.objects;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** Some bytes of a file, which can be read more than once. */
record FilePart(Path file, long from, long length, String md5) {

  /** A piece of a file, whose sum is taken now. */
  static FilePart of(Path file, long from, long length) throws IOException {
    MessageDigest sum = md5Sum();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = open(file, from, length)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
      }
    }
    return new FilePart(file, from, length, HexFormat.of().formatHex(sum.digest()));
  }

  InputStream open() {
    try {
      return open(file, from, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String md5Base64() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5));
  }

  /** The sum that S3 tells contents apart by; no secret rests on it. */
  static MessageDigest md5Sum() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream open(Path file, long from, long length) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    return new Limited(Channels.newInputStream(channel.position(from)), length);
  }

  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream bytes, long most) {
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
    public int read(byte[] into, int at, int most) throws IOException {
      if (left <= 0 && most > 0) {
        return -1;
      }
      int read = super.read(into, at, (int) Math.min(most, left));
      left -= Math.max(0, read);
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
