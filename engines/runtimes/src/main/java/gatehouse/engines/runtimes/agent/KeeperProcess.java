package gatehouse.engines.runtimes.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that keeps one run, as it wrote itself down: by pid, start and the machine's own
 * start, so that no other process is ever taken for it.
 */
public record KeeperProcess(long pid, long start, String boot) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** Reads {@code pid START BOOT}; empty while no keeper took the run. */
  public static Optional<KeeperProcess> read(Path file) {
    try {
      String[] word = Files.readString(file).strip().split(" ", -1);
      return Optional.of(
          new KeeperProcess(Long.parseLong(word[0]), Long.parseLong(word[1]), word[2]));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  public boolean alive() {
    return sameBoot() && ProcessStat.of(pid).filter(stat -> stat.start() == start).isPresent();
  }

  /** Whether the machine has not been restarted since. */
  public boolean sameBoot() {
    try {
      return Files.readString(BOOT).strip().equals(boot);
    } catch (IOException e) {
      return false;
    }
  }

  /** The process, if it is still there. */
  public Optional<ProcessHandle> handle() {
    Optional<ProcessHandle> handle = ProcessHandle.of(pid);
    return alive() ? handle : Optional.empty();
  }

  /** Tells it to look at its folder again and to stop the run. */
  public void signal() {
    handle().ifPresent(ProcessHandle::destroy);
  }

  /** The processes of the run: all that stem from the keeper. */
  public List<ProcessStat> family() {
    return handle()
        .map(ProcessHandle::descendants)
        .orElseGet(Stream::empty)
        .flatMap(child -> ProcessStat.of(child.pid()).stream())
        .toList();
  }
}
