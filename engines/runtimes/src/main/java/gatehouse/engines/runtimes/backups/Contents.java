package gatehouse.engines.runtimes.backups;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The contents of files: copied with their holes, hashed on the way, linked where that is known.
 */
final class Contents {
  private static final int BLOCK = 128 << 10;

  private Contents() {}

  /** What a copy came to. */
  record Copied(long size, String hash) {}

  /**
   * Copies to a new file that is its maker's alone. Blocks of nothing but zeros become holes.
   *
   * @param most bytes
   * @throws TooMuch where there are more
   */
  static Copied copy(SeekableByteChannel from, Path to, long most, BooleanSupplier cancelled)
      throws IOException {
    MessageDigest digest = Hashes.fresh();
    var block = ByteBuffer.allocate(BLOCK);
    long size = 0;
    boolean hole = false;
    try (FileChannel out =
        FileChannel.open(
            to,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      while (from.read(block.clear()) >= 0) {
        if (cancelled.getAsBoolean()) {
          throw new IOException("it was told to end");
        }
        int read = block.position();
        digest.update(block.array(), 0, read);
        if (size + read > most) {
          throw new TooMuch("more than " + most + " bytes");
        }
        hole = isZero(block.array(), read);
        if (!hole) {
          block.flip();
          long at = size;
          while (block.hasRemaining()) {
            at += out.write(block, at);
          }
        }
        size += read;
      }
      if (hole) {
        int _ = out.write(ByteBuffer.wrap(new byte[1]), size - 1);
      }
    }
    return new Copied(size, Hashes.inHex(digest.digest()));
  }

  /** Gives a content another name; copied where the disk links it no more. */
  static void link(Path content, Path as) throws IOException {
    try {
      Files.createLink(as, content);
    } catch (NoSuchFileException e) {
      throw new DamagedBackup("the content " + content.getFileName() + " is missing");
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.deleteIfExists(as);
      try (SeekableByteChannel from = Files.newByteChannel(content)) {
        Copied _ = copy(from, as, Long.MAX_VALUE, () -> false);
      }
    }
  }

  /** Writes a new file, and returns when the disk has it. */
  static void writeNew(Path file, byte[]... parts) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      for (byte[] part : parts) {
        var buffer = ByteBuffer.wrap(part);
        while (buffer.hasRemaining()) {
          int _ = out.write(buffer);
        }
      }
      out.force(true);
    }
  }

  private static boolean isZero(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return length > 0;
  }
}
