package gatehouse.engines.volumes;

import gatehouse.core.volume.Synced;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was alike when, in a file to which a line is added with each change: a crash costs the last
 * few lines and nothing more, and what they said is found out again.
 */
final class SyncRecord implements Closeable {
  private static final int FIELDS = 5;

  private final Map<String, Synced> entries;
  private final BufferedWriter writer;

  private SyncRecord(Map<String, Synced> entries, BufferedWriter writer) {
    this.entries = entries;
    this.writer = writer;
  }

  /** Reads what is there, and writes it anew, without what no longer counts. */
  static SyncRecord open(Path file) throws IOException {
    Map<String, Synced> entries = read(file);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (BufferedWriter all = Files.newBufferedWriter(fresh)) {
      for (var entry : entries.entrySet()) {
        all.write(line(entry.getKey(), entry.getValue()));
      }
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new SyncRecord(entries, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
  }

  /** All there is, as it is now. */
  synchronized Map<String, Synced> all() {
    return new HashMap<>(entries);
  }

  /** Both are alike now. */
  synchronized void put(String path, Synced synced) throws IOException {
    entries.put(path, synced);
    writer.write(line(path, synced));
    writer.flush();
  }

  /** Neither is there any more. */
  synchronized void remove(String path) throws IOException {
    if (entries.remove(path) != null) {
      writer.write("-\t" + escaped(path) + "\n");
      writer.flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }

  private static Map<String, Synced> read(Path file) throws IOException {
    var entries = new HashMap<String, Synced>();
    String text;
    try {
      text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return entries;
    }
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      readLine(entries, text.substring(from, end));
      from = end + 1;
    }
    return entries;
  }

  private static void readLine(Map<String, Synced> entries, String line) {
    List<String> fields = new ArrayList<>(List.of(line.split("\t", -1)));
    if (fields.size() == 2) {
      entries.remove(plain(fields.get(1)));
    } else if (fields.size() == FIELDS) {
      entries.put(
          plain(fields.get(4)),
          new Synced(
              plain(fields.get(0)),
              Long.parseLong(fields.get(1)),
              Long.parseLong(fields.get(2)),
              plain(fields.get(3))));
    }
  }

  private static String line(String path, Synced synced) {
    return String.join(
            "\t",
            escaped(synced.etag()),
            Long.toString(synced.size()),
            Long.toString(synced.modified()),
            escaped(synced.file()),
            escaped(path))
        + "\n";
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\t", "%09").replace("\n", "%0A");
  }

  private static String plain(String text) {
    return text.replace("%0A", "\n").replace("%09", "\t").replace("%25", "%");
  }
}
