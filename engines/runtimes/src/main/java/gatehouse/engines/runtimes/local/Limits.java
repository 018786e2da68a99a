package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.RunResources;
import gatehouse.engines.runtimes.agent.Use;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A way of keeping a run within its resources. */
interface Limits {

  /** The word for it in a report. */
  String name();

  /** What an administrator should know about it; empty where it keeps everything. */
  List<String> remarks();

  /** Makes room for a run; may be repeated. */
  Confinement confine(String run, RunResources resources) throws IOException;

  /** What a run uses now; empty where this way cannot tell. */
  Optional<Use> use(String run);

  /** Drops what {@link #confine} made, killing what may be left in it; never throws. */
  void release(String run);

  /**
   * How a keeper is told.
   *
   * @param keeperOptions options of {@code agent keep}
   * @param wrapper the program and arguments that start the sandbox's program, or nothing
   */
  record Confinement(List<String> keeperOptions, List<String> wrapper) {
    public Confinement {
      keeperOptions = List.copyOf(keeperOptions);
      wrapper = List.copyOf(wrapper);
    }
  }
}
