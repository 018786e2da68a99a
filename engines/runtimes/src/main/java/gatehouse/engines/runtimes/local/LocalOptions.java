package gatehouse.engines.runtimes.local;

import gatehouse.engines.runtimes.agent.Gpus;
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
 * @param workspaceLimit bytes that one workload may keep in its folder; 0 for as much as there is
 * @param insecure whether plain processes are run where no sandbox can be made
 * @param gpus the GPUs that can be leased
 */
public record LocalOptions(
    Path bubblewrap,
    int firstUser,
    int users,
    int processes,
    List<Path> shared,
    long workspaceLimit,
    boolean insecure,
    Gpus gpus) {
  public LocalOptions {
    shared = List.copyOf(shared);
  }

  /** In sandboxes only, with as much disk as there is. */
  public LocalOptions(Path bubblewrap, int firstUser, int users, int processes, List<Path> shared) {
    this(bubblewrap, firstUser, users, processes, shared, 0, false, Gpus.MACHINE);
  }

  /** What suits most machines. */
  public static LocalOptions standard() {
    return new LocalOptions(Path.of("/usr/bin/bwrap"), 200_000, 50_000, 4096, List.of());
  }

  /** With a limit of what a workload may keep, bytes; 0 for none. */
  public LocalOptions withWorkspaceLimit(long bytes) {
    return new LocalOptions(bubblewrap, firstUser, users, processes, shared, bytes, insecure, gpus);
  }

  /** With plain processes where no sandbox can be made, or without. */
  public LocalOptions withInsecure(boolean yes) {
    return new LocalOptions(
        bubblewrap, firstUser, users, processes, shared, workspaceLimit, yes, gpus);
  }

  /** With other GPUs. */
  public LocalOptions withGpus(Gpus others) {
    return new LocalOptions(
        bubblewrap, firstUser, users, processes, shared, workspaceLimit, insecure, others);
  }
}
