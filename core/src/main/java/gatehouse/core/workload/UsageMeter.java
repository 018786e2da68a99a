package gatehouse.core.workload;

import gatehouse.core.workload.UsageStore.Measure;
import gatehouse.core.workload.WorkloadRuntime.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at what runs on this machine use, each few seconds, and keeps the difference to the look
 * before. Called by one thread.
 */
public final class UsageMeter {
  /** To be looked so often. */
  public static final Duration EACH = Duration.ofSeconds(5);

  /** A look that came much later says little about when it was used. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(2);

  private static final Duration DROP_EACH = Duration.ofMinutes(10);

  private final WorkloadRuntime runtime;
  private final Traffic traffic;
  private final UsageStore store;
  private final InstantSource clock;
  private Map<RunId, Look> before = new HashMap<>();
  private Instant dropAt = Instant.EPOCH;

  /**
   * @param traffic counts what comes from outside to the runs of this machine
   */
  public UsageMeter(
      WorkloadRuntime runtime, Traffic traffic, UsageStore store, InstantSource clock) {
    this.runtime = runtime;
    this.traffic = traffic;
    this.store = store;
    this.clock = clock;
  }

  /** What was seen; {@code network} is all that it moved, whichever way. */
  private record Look(Instant at, UsageSample sample, NetworkBytes network) {}

  /** Looks at every run once; what cannot be kept is lost, and the next look is whole again. */
  public void look() {
    Map<RunId, Look> now = new HashMap<>();
    Set<RunId> there = new HashSet<>();
    List<Measure> measures = new ArrayList<>();
    for (RunObservation run : runtime.observe()) {
      if (run.ending() == null) {
        there.add(run.id());
        Optional<UsageSample> sample = runtime.usage(run.id());
        sample.ifPresent(
            used -> {
              NetworkBytes network = used.network().and(traffic.meter(run.id()).sum());
              var look = new Look(clock.instant(), used, network);
              now.put(run.id(), look);
              measure(run.id(), before.get(run.id()), look).ifPresent(measures::add);
            });
      }
    }
    before = now;
    traffic.keepMeters(there);
    if (!measures.isEmpty()) {
      store.add(together(measures));
    }
    Instant at = clock.instant();
    if (!at.isBefore(dropAt)) {
      store.dropOld(at);
      dropAt = at.plus(DROP_EACH);
    }
  }

  /** The replicas of an app count as one. */
  private static List<Measure> together(List<Measure> each) {
    Map<WorkloadId, Measure> sums = new java.util.LinkedHashMap<>();
    for (Measure one : each) {
      sums.merge(one.workload(), one, Measure::and);
    }
    return List.copyOf(sums.values());
  }

  private static Optional<Measure> measure(
      RunId run, @org.jspecify.annotations.Nullable Look from, Look to) {
    if (from == null
        || !from.at.isBefore(to.at)
        || Duration.between(from.at, to.at).compareTo(LONGEST_GAP) > 0) {
      return Optional.empty();
    }
    double used = Math.max(0, to.sample.cpuSeconds() - from.sample.cpuSeconds());
    return Optional.of(
        new Measure(
            run.workload(),
            from.at,
            to.at,
            used,
            to.sample.memory(),
            to.network.since(from.network),
            to.sample.gpus()));
  }
}
