package gatehouse.engines.images;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Pieces of images, each under its digest: what is there was checked. */
final class Blobs {
  private final Path folder;
  private final InstantSource clock;

  Blobs(Path folder, InstantSource clock) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.clock = clock;
    try (Stream<Path> left = Files.list(folder)) {
      for (Path half : left.filter(path -> path.getFileName().toString().contains(".")).toList()) {
        Files.deleteIfExists(half);
      }
    }
  }

  boolean has(Piece piece) {
    return Files.isRegularFile(folder.resolve(piece.hex()));
  }

  /**
   * A piece as a file, fetched if it is not there.
   *
   * @param limit the most bytes it may have
   * @param progress told how many bytes came, each time some did
   * @throws Fault where it is larger than it says, or another than it says
   */
  Path fetch(Piece piece, ImageSource source, long limit, LongConsumer progress)
      throws IOException {
    Path file = folder.resolve(piece.hex());
    if (Files.isRegularFile(file)) {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return file;
    }
    Path fresh = Files.createTempFile(folder, piece.hex(), ".part");
    try {
      MessageDigest digest = sha256();
      long most = piece.size() < 0 ? limit : Math.min(limit, piece.size());
      try (var out =
          new Counted(
              new DigestOutputStream(Files.newOutputStream(fresh), digest), most, progress)) {
        source.copy(piece, out);
      }
      String came = HexFormat.of().formatHex(digest.digest());
      if (!came.equals(piece.hex())) {
        throw Fault.bad(
            "a layer is not what it should be: its digest is sha256:%s instead of %s"
                .formatted(came, piece.digest()));
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return file;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Deletes what was not used since a moment. */
  void sweep(Instant before) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Counted extends OutputStream {
    private final OutputStream to;
    private final long most;
    private final LongConsumer progress;
    private long written;

    Counted(OutputStream to, long most, LongConsumer progress) {
      this.to = to;
      this.most = most;
      this.progress = progress;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      written += length;
      if (written > most) {
        throw Fault.bad("a layer is larger than it says");
      }
      to.write(bytes, from, length);
      progress.accept(length);
    }

    @Override
    public void close() throws IOException {
      to.close();
    }
  }
}
