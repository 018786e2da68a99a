package gatehouse.engines.objects;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * A file that is being written, aside from where anybody looks. It is shown by one rename, after
 * its bytes have reached the disk; one that is closed without is gone.
 */
final class Draft implements AutoCloseable {
  private static final int CHUNK = 1 << 17;
  private static final int TRIES = 100;

  private final Path path;
  private final FileChannel file;
  private final MessageDigest md5 = md5();
  private long size;
  private boolean shown;

  Draft(Path aside) throws IOException {
    path = aside.resolve(UUID.randomUUID().toString());
    file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Writes all of a stream; {@code length} is -1 where it is not known. */
  void take(InputStream bytes, long length) throws IOException {
    int chunk = length >= 0 && length < CHUNK ? Math.max(1, (int) length + 1) : CHUNK;
    byte[] buffer = new byte[chunk];
    for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
      md5.update(buffer, 0, count);
      append(ByteBuffer.wrap(buffer, 0, count));
      if (length >= 0 && size > length) {
        break;
      }
    }
    if (length >= 0 && size != length) {
      throw new EOFException(length + " bytes were promised, " + size + " came");
    }
  }

  /** Writes some bytes of another file, without looking at them. */
  void take(FileChannel from, long length) throws IOException {
    long position = 0;
    while (position < length) {
      long count = from.transferTo(position, length - position, file);
      if (count <= 0) {
        throw new EOFException("a part has lost its end");
      }
      position += count;
    }
    size += length;
  }

  /** The MD5 of what {@link #take(InputStream, long)} wrote, in hex. */
  String etag() {
    return HexFormat.of().formatHex(md5.digest());
  }

  /** Writes the footer and brings everything to the disk. */
  Footer finish(String etag, Instant modified, Map<String, String> headers) throws IOException {
    var footer = new Footer(size, etag, modified, headers);
    append(footer.bytes());
    size = footer.size();
    file.force(false);
    return footer;
  }

  /**
   * Shows it under a name, in place of what was there. Folders on the way are made; one that
   * somebody tidies away meanwhile is made again.
   */
  void show(Path target) throws IOException {
    Path parent = parent(target);
    for (int i = 0; ; i++) {
      makeFolders(parent);
      try {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        break;
      } catch (NoSuchFileException e) {
        if (i == TRIES) {
          throw e;
        }
      }
    }
    shown = true;
    force(parent);
  }

  /** Makes folders so that they are still there after a power cut. */
  static void makeFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = parent(folder);
    makeFolders(parent);
    try {
      Files.createDirectory(folder);
      force(parent);
    } catch (FileAlreadyExistsException e) {
      // Somebody else was faster.
    } catch (NoSuchFileException e) {
      makeFolders(folder); // The parent was tidied away: once more.
    }
  }

  /** Every path of this engine lies under its root. */
  static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  /** Brings to the disk what a folder holds under which name. */
  static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (NoSuchFileException e) {
      // Tidied away already, with what was in it.
    }
  }

  private void append(ByteBuffer bytes) throws IOException {
    size += bytes.remaining();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
    if (!shown) {
      Files.deleteIfExists(path);
    }
  }
}
