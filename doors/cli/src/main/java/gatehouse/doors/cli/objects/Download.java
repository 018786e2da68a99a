package gatehouse.doors.cli.objects;

import gatehouse.doors.cli.remote.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.LongConsumer;

/** Brings an object into a file: beside it first, going on where one broke off, then at once. */
public final class Download {
  private final Store store;
  private final String bucket;

  /** Downloads from one bucket. */
  public Download(Store store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Brings an object.
   *
   * @param moved told of each number of bytes that are there
   */
  public void of(StoredObject object, Path file, LongConsumer moved) throws IOException {
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    String tag = object.etag().replaceAll("[^0-9a-zA-Z]", "_");
    Path part = folder.resolve("." + file.getFileName() + "." + tag + ".part");
    MessageDigest sum = FilePart.md5Sum();
    long from = Files.exists(part) ? already(part, object, sum) : 0;
    moved.accept(from);
    if (from < object.size() || !Files.exists(part)) {
      goOn(object, part, from, sum, moved);
    }
    boolean plain = object.etag().matches("[0-9a-f]{32}");
    if (Files.size(part) != object.size()
        || (plain && !object.etag().equals(HexFormat.of().formatHex(sum.digest())))) {
      Files.delete(part);
      throw new Failure("What arrived of " + object.key() + " is not what is there: try again.");
    }
    Files.setLastModifiedTime(part, FileTime.from(object.modified()));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static long already(Path part, StoredObject object, MessageDigest sum)
      throws IOException {
    long size = Files.size(part);
    if (size > object.size()) {
      Files.delete(part);
      return 0;
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(part)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
      }
    }
    return size;
  }

  private void goOn(
      StoredObject object, Path part, long from, MessageDigest sum, LongConsumer moved)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = store.open(bucket, object, from);
        OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sum.update(buffer, 0, read);
        out.write(buffer, 0, read);
        moved.accept(read);
      }
    }
  }
}
