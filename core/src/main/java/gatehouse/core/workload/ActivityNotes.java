package gatehouse.core.workload;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Notes for all nodes which apps were asked for something at this one, so that none goes to sleep
 * whose requests come in elsewhere. Called by one thread.
 */
public final class ActivityNotes {
  /** To be noted so often; who decides about sleep waits for longer. */
  public static final Duration EACH = Duration.ofSeconds(1);

  private final Traffic traffic;
  private final LiveWorkloads live;
  private final Activity activity;
  private final InstantSource clock;

  public ActivityNotes(
      Traffic traffic, LiveWorkloads live, Activity activity, InstantSource clock) {
    this.traffic = traffic;
    this.live = live;
    this.activity = activity;
    this.clock = clock;
  }

  /** Notes what was begun since the last time, and what is still in hand. */
  public void write() {
    Set<WorkloadId> asked =
        traffic.takeActive().stream().filter(live::maySleep).collect(Collectors.toSet());
    if (!asked.isEmpty()) {
      activity.note(asked, clock.instant());
    }
  }
}
