package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.LogChunk;
import java.util.Optional;

/**
 * Runs that are at home on other nodes, reached through those. Who may reach them is decided at
 * this node: the other one passes on what this one asks for. Calls but {@link #address} throw
 * {@link Refused} with {@link Unavailable} where that node is not there.
 */
public interface FarRuns {
  /** None: there are no other nodes. */
  FarRuns NONE =
      new FarRuns() {
        @Override
        public Optional<Upstream> address(String home, RunId run, int port) {
          return Optional.empty();
        }

        @Override
        public boolean isAsking(RunId run) {
          return false;
        }

        @Override
        public LogChunk log(String home, RunId run, long position, int most) {
          throw isNotThere(home);
        }

        @Override
        public long logTail(String home, RunId run, int lines) {
          throw isNotThere(home);
        }

        @Override
        public BesideCommand exec(String home, RunId run, CommandWish wish) {
          throw isNotThere(home);
        }
      };

  /**
   * As {@link WorkloadRuntime#address}; never blocks. Empty too while this node has not heard of
   * the run from its home, which it begins to ask then.
   */
  Optional<Upstream> address(String home, RunId run, int port);

  /** Whether a run's home is being asked about it now, so that its address may come in a moment. */
  boolean isAsking(RunId run);

  /** As {@link WorkloadRuntime#log}. */
  LogChunk log(String home, RunId run, long position, int most);

  /** As {@link WorkloadRuntime#logTail}. */
  long logTail(String home, RunId run, int lines);

  /** As {@link WorkloadRuntime#exec}. */
  BesideCommand exec(String home, RunId run, CommandWish wish);

  /** What is thrown where a node is not there. */
  static Refused isNotThere(String home) {
    return new Refused(
        new Unavailable(
            "The node " + home + ", which runs it, is not there: try again when it is."));
  }
}
