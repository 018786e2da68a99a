package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.RunSpec;
import java.io.IOException;
import java.util.Optional;

/** What is each engine's own about runs that a keeper keeps. */
public interface Keeping {

  /**
   * Starts a keeper for a run whose folder is complete. May be repeated: of two keepers the later
   * one finds the run taken and leaves.
   */
  Process start(RunFolder folder, RunSpec spec) throws IOException;

  /** Goes on with a run of an earlier server that a keeper keeps already. */
  default void resume(RunFolder folder, RunSpec spec) {}

  /** What a run uses now, by its name; empty where that cannot be told. */
  Optional<Use> use(String run);

  /** Drops what stands outside of the folder of a run that has ended; never throws. */
  void release(String run);
}
