package gatehouse.core.workload;

import gatehouse.core.workload.Replica.Phase;
import gatehouse.core.workload.ScaleDecision.Look;
import gatehouse.core.workload.ScaleDecision.Memory;
import gatehouse.core.workload.ScaleDecision.Verdict;
import gatehouse.core.workload.WorkloadRuntime.UsageSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks at apps that scale by themselves, each few seconds. What was seen is kept in memory: who
 * comes after a killed server begins anew, which makes an app larger or smaller later, never
 * sooner.
 */
final class AppScaling {
  /** To be looked so often. */
  static final Duration EACH = Duration.ofSeconds(5);

  private final WorkloadRuntime runtime;
  private final Traffic traffic;
  private final Activity activity;
  private final MetricSource source;
  private final ConcurrentHashMap<WorkloadId, Watch> watches = new ConcurrentHashMap<>();

  AppScaling(WorkloadRuntime runtime, Traffic traffic, Activity activity, MetricSource source) {
    this.runtime = runtime;
    this.traffic = traffic;
    this.activity = activity;
    this.source = source;
  }

  /** What is remembered of one app's start. */
  private static final class Watch {
    final AutoScaling how;
    final int start;
    final MetricReadings readings;
    final Map<RunId, Sample> samples = new HashMap<>();
    Instant at;
    Memory memory;

    Watch(AutoScaling how, int start, MetricReadings readings, int wanted, Instant at) {
      this.how = how;
      this.start = start;
      this.readings = readings;
      this.at = at;
      this.memory = Memory.begin(wanted, at);
    }
  }

  private record Sample(Instant at, UsageSample used) {}

  /** How many replicas an app is to have from now on; empty where that stays as it is. */
  Optional<Verdict> look(Workload app, AppSpec spec, Fleet fleet, Instant now) {
    AutoScaling how = spec.serving().scaling();
    if (how == null || fleet.failure() != null) {
      watches.remove(app.id());
      return Optional.empty();
    }
    int wanted = fleet.wanted(spec);
    Watch watch = watches.get(app.id());
    if (watch == null || watch.start != app.status().run() || !watch.how.equals(how)) {
      watch = new Watch(how, app.status().run(), new MetricReadings(source), wanted, now);
      watches.put(app.id(), watch);
      ask(watch, app, spec, fleet);
      usage(watch, app, spec, fleet, now);
      return Optional.empty();
    }
    if (now.isBefore(watch.at.plus(EACH))) {
      return Optional.empty();
    }
    watch.at = now;
    Double metric = how.metric() == null ? null : watch.readings.value(how.metric());
    Double usage = usage(watch, app, spec, fleet, now);
    ask(watch, app, spec, fleet);
    Instant requested = how.min() == 0 && wanted > 0 ? requestedAt(app, fleet, now) : null;
    Verdict verdict =
        ScaleDecision.decide(
            how, watch.memory, new Look(now, wanted, fleet.ready(), usage, metric, requested));
    watch.memory = verdict.memory();
    return verdict.wanted() == wanted ? Optional.empty() : Optional.of(verdict);
  }

  /** Forgets an app that is over. */
  void forget(WorkloadId app) {
    watches.remove(app);
  }

  /** When somebody last asked for it, at this node or another. */
  @Nullable Instant requestedAt(Workload app, Fleet fleet, Instant now) {
    boolean here = fleet.replicas().stream().anyMatch(one -> traffic.of(app.run(one.number())) > 0);
    return here ? now : activity.last(app.id()).orElse(null);
  }

  private static List<Replica> ready(Fleet fleet) {
    return fleet.replicas().stream().filter(one -> one.phase() == Phase.READY).toList();
  }

  private void ask(Watch watch, Workload app, AppSpec present, Fleet fleet) {
    CustomMetric metric = watch.how.metric();
    if (metric == null) {
      return;
    }
    Map<RunId, @Nullable Upstream> places = new HashMap<>();
    if (!metric.asksReplicas()) {
      places.put(app.run(), null);
    } else {
      int named = metric.uri().getPort();
      for (Replica one : ready(fleet)) {
        int port = named > 0 ? named : fleet.specOf(one, present).httpPort();
        RunId run = app.run(one.number());
        runtime.address(run, port).ifPresent(place -> places.put(run, place));
      }
    }
    watch.readings.ask(metric, places);
  }

  /** Percent of what they may use, over those that could be looked at twice. */
  private @Nullable Double usage(
      Watch watch, Workload app, AppSpec present, Fleet fleet, Instant now) {
    AutoScaling.Measured resource = watch.how.resource();
    if (resource == null) {
      return null;
    }
    var shares = new ArrayList<Double>();
    Map<RunId, Sample> before = Map.copyOf(watch.samples);
    watch.samples.clear();
    for (Replica one : ready(fleet)) {
      RunId run = app.run(one.number());
      UsageSample used = runtime.usage(run).orElse(null);
      if (used != null) {
        var sample = new Sample(now, used);
        watch.samples.put(run, sample);
        Double share =
            share(resource, fleet.specOf(one, present).resources(), before.get(run), sample);
        if (share != null) {
          shares.add(share);
        }
      }
    }
    return shares.isEmpty()
        ? null
        : shares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static @Nullable Double share(
      AutoScaling.Measured resource, RunResources may, @Nullable Sample before, Sample now) {
    if (resource == AutoScaling.Measured.RAM) {
      return 100.0 * now.used.memory() / may.memory();
    }
    double seconds = before == null ? 0 : Duration.between(before.at, now.at).toNanos() / 1e9;
    return before == null || seconds <= 0
        ? null
        : Double.valueOf(
            100
                * Math.max(0, now.used.cpuSeconds() - before.used.cpuSeconds())
                / seconds
                / may.cpus());
  }
}
