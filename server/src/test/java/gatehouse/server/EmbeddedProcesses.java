package gatehouse.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of the PostgreSQL that a server keeps in its data folder. */
final class EmbeddedProcesses {
  private EmbeddedProcesses() {}

  /** Stops them all in their tracks. */
  static void freeze(Path data) throws IOException, InterruptedException {
    signal("STOP", of(data));
  }

  /** Lets them all go on. */
  static void goOn(Path data) throws IOException, InterruptedException {
    signal("CONT", of(data));
  }

  /** Ends them all at once, as a power cut does. */
  static void kill(Path data) throws IOException, InterruptedException {
    signal("KILL", of(data));
  }

  /** The postmaster first, then its children. */
  static List<Long> of(Path data) throws IOException {
    Path file = data.resolve("postgres").resolve("data").resolve("postmaster.pid");
    long postmaster = Long.parseLong(Files.readAllLines(file).getFirst().strip());
    Optional<ProcessHandle> process = ProcessHandle.of(postmaster);
    return Stream.concat(process.stream(), process.stream().flatMap(ProcessHandle::descendants))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static void signal(String name, List<Long> processes)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes.forEach(pid -> command.add(Long.toString(pid)));
    new ProcessBuilder(command).start().waitFor();
  }
}
