package gatehouse.engines.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about the server of a data folder.
 *
 * @param socketFolder where its Unix socket is
 * @param ready whether it takes connections
 */
record Postmaster(long pid, String socketFolder, boolean ready) {
  private static final String FILE = "postmaster.pid";

  /** No process can have it: Linux counts to 4,194,304. */
  private static final String NOBODYS_PID = "2147483647";

  /** The server that runs on a data folder, if one does. */
  static Optional<Postmaster> of(Path data) throws IOException {
    List<String> lines = lines(data);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    long pid = pid(lines);
    if (pid <= 0 || !isPostgres(pid, data)) {
      return Optional.empty();
    }
    String socketFolder = lines.size() > 4 ? lines.get(4).strip() : "";
    boolean ready = lines.size() > 7 && lines.get(7).strip().equals("ready");
    return Optional.of(new Postmaster(pid, socketFolder, ready));
  }

  /**
   * Takes the process id out of a file that its server left behind, because by now it may be
   * somebody else's. The rest stays: by it PostgreSQL finds out whether old backends still run.
   */
  static void disownStaleFile(Path data) throws IOException {
    List<String> lines = new ArrayList<>(lines(data));
    if (!lines.isEmpty()) {
      lines.set(0, NOBODYS_PID);
      Files.write(data.resolve(FILE), lines);
    }
  }

  private static List<String> lines(Path data) throws IOException {
    try {
      return Files.readAllLines(data.resolve(FILE));
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private static long pid(List<String> lines) {
    try {
      return Long.parseLong(lines.getFirst().strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isPostgres(long pid, Path data) throws IOException {
    try {
      Path process = Path.of("/proc", Long.toString(pid));
      String command = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      return command.contains("postgres")
          && process.resolve("cwd").toRealPath().equals(data.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }
}
