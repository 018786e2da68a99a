package gatehouse.engines.runtimes.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A line of {@code /proc/<pid>/stat}.
 *
 * @param start when it was started, in ticks since the machine started; with the pid it names a
 *     process for good
 * @param ticks CPU time used, in hundredths of a second
 * @param memory resident bytes
 */
public record ProcessStat(long pid, char state, long start, long ticks, long memory) {
  private static final long PAGE = 4096;

  /** Looks a process up; empty where there is none, or only what is left of an ended one. */
  public static Optional<ProcessStat> of(long pid) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] field = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      var stat =
          new ProcessStat(
              pid,
              field[0].charAt(0),
              Long.parseLong(field[19]),
              Long.parseLong(field[11]) + Long.parseLong(field[12]),
              Long.parseLong(field[21]) * PAGE);
      return stat.state == 'Z' || stat.state == 'X' ? Optional.empty() : Optional.of(stat);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
