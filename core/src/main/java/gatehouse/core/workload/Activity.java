package gatehouse.core.workload;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * When apps that may sleep were last asked for something, as every node has noted it. Every call
 * throws {@link gatehouse.core.refusal.Refused} with {@code Unavailable} when it cannot be told.
 */
public interface Activity {
  /** Nobody notes anything. */
  Activity NONE =
      new Activity() {
        @Override
        public void note(Set<WorkloadId> ids, Instant at) {}

        @Override
        public Optional<Instant> last(WorkloadId id) {
          return Optional.empty();
        }
      };

  /** They were asked for something at a moment; earlier ones change nothing, nor unknown ids. */
  void note(Set<WorkloadId> ids, Instant at);

  /** When one was last asked for something. */
  Optional<Instant> last(WorkloadId id);
}
