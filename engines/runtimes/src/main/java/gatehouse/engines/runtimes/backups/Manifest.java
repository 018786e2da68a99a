package gatehouse.engines.runtimes.backups;

import gatehouse.engines.runtimes.backups.Entry.File;
import gatehouse.engines.runtimes.backups.Entry.Folder;
import gatehouse.engines.runtimes.backups.Entry.Link;
import gatehouse.engines.runtimes.backups.Entry.Stamp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup holds, a line each in the order of a walk, folders before what is in them. Names
 * are written byte by byte as in URIs, so that any name a disk can hold is kept.
 */
record Manifest(List<Entry> entries) {
  static final String NAME = "manifest";
  private static final String FIRST = "gatehouse backup 1";
  private static final Path ROOT = Path.of("/");

  Manifest {
    entries = List.copyOf(entries);
  }

  /** Bytes of all files together, as long as they say they are. */
  long bytes() {
    return entries.stream().mapToLong(one -> one instanceof File file ? file.size() : 0).sum();
  }

  /** How many files there are. */
  long files() {
    return entries.stream().filter(one -> one instanceof File).count();
  }

  /** Whether both hold the same. */
  boolean alike(Manifest other) {
    if (entries.size() != other.entries.size()) {
      return false;
    }
    for (int i = 0; i < entries.size(); i++) {
      if (!Entry.alike(entries.get(i), other.entries.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Writes it, and returns when the disk has it. */
  void write(Path file) throws IOException {
    var text = new StringBuilder(FIRST).append('\n');
    for (Entry entry : entries) {
      text.append(line(entry)).append('\n');
    }
    byte[] body = text.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] end = ("end " + Hashes.of(body) + "\n").getBytes(StandardCharsets.US_ASCII);
    Contents.writeNew(file, body, end);
  }

  /**
   * Reads one.
   *
   * @throws DamagedBackup where it is not as it was written
   */
  static Manifest read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
    int end = text.lastIndexOf("\nend ") + 1;
    String body = text.substring(0, end);
    String last = "end " + Hashes.of(body.getBytes(StandardCharsets.US_ASCII)) + "\n";
    if (!body.startsWith(FIRST + "\n") || !text.substring(end).equals(last)) {
      throw new DamagedBackup("its manifest is not as it was written");
    }
    var entries = new ArrayList<Entry>();
    body.lines().skip(1).forEach(line -> entries.add(entry(line.split(" ", -1))));
    return new Manifest(entries);
  }

  private static String line(Entry entry) {
    return switch (entry) {
      case Folder(Path path, int mode, long modified) ->
          "D " + Integer.toOctalString(mode) + " " + modified + " " + inBytes(path);
      case Link(Path path, Path target) ->
          "L " + (target.isAbsolute() ? "a " : "r ") + inBytes(target) + " " + inBytes(path);
      case File file ->
          "F %s %d %d %s %d %d %d %s"
              .formatted(
                  Integer.toOctalString(file.mode()),
                  file.modified(),
                  file.size(),
                  file.hash(),
                  file.stamp().inode(),
                  file.stamp().changed(),
                  file.twins(),
                  inBytes(file.path()));
    };
  }

  private static Entry entry(String[] words) {
    return switch (words[0]) {
      case "D" ->
          new Folder(relative(words[3]), Integer.parseInt(words[1], 8), Long.parseLong(words[2]));
      case "L" ->
          new Link(
              relative(words[3]), words[1].equals("a") ? absolute(words[2]) : relative(words[2]));
      default ->
          new File(
              relative(words[8]),
              Integer.parseInt(words[1], 8),
              Long.parseLong(words[2]),
              Long.parseLong(words[3]),
              words[4],
              new Stamp(Long.parseLong(words[5]), Long.parseLong(words[6])),
              Long.parseLong(words[7]));
    };
  }

  /** A path's own bytes: its text would lose those that are no characters. */
  private static String inBytes(Path path) {
    String raw = ROOT.resolve(path).toUri().getRawPath();
    return raw.length() > 1 && raw.endsWith("/") ? raw.substring(0, raw.length() - 1) : raw;
  }

  private static Path absolute(String raw) {
    return Path.of(URI.create("file://" + raw));
  }

  /** Not by {@code relativize}, which leaves out what leads up and down again. */
  private static Path relative(String raw) {
    Path path = absolute(raw);
    return path.getNameCount() == 0 ? Path.of("") : path.subpath(0, path.getNameCount());
  }
}
