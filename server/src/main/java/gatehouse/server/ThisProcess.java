package gatehouse.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How this process is told from a later one of the same number: by when it was started. */
final class ThisProcess {
  /** The place of the start time behind the program's name in {@code /proc/self/stat}. */
  private static final int START = 19;

  private ThisProcess() {}

  /** Its number, and its start in the kernel's ticks: what {@code gatehouse stop} looks for. */
  static String asText() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return ProcessHandle.current().pid() + " " + fields[START] + "\n";
  }
}
