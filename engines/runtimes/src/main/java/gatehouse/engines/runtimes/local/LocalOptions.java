package gatehouse.engines.runtimes.local;

import java.nio.file.Path;
import java.util.List;

/**
 * What an administrator may set for the local runtime.
 *
 * @param bubblewrap the sandbox program, which lies where every user may run it
 * @param firstUser the first user id given to workloads, where the server runs as root
 * @param users how many there are
 * @param processes how many processes and threads one run may have
 * @param shared folders of this machine shown read-only in every sandbox, beside {@code /usr}; none
 *     below {@code /tmp}
 */
public record LocalOptions(
    Path bubblewrap, int firstUser, int users, int processes, List<Path> shared) {
  public LocalOptions {
    shared = List.copyOf(shared);
  }

  /** What suits most machines. */
  public static LocalOptions standard() {
    return new LocalOptions(Path.of("/usr/bin/bwrap"), 200_000, 50_000, 4096, List.of());
  }
}
