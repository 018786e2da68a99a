package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Usage in memory: the measures themselves, of workloads that are there. */
public final class MemoryUsage implements UsageStore {
  private final WorkloadStore workloads;
  private final List<Measure> measures = new ArrayList<>();

  public MemoryUsage(WorkloadStore workloads) {
    this.workloads = workloads;
  }

  @Override
  public synchronized void add(List<Measure> more) {
    more.stream().filter(m -> workloads.find(m.workload()).isPresent()).forEach(measures::add);
  }

  @Override
  public synchronized List<Point> read(WorkloadId id, UsageRange range, Instant now) {
    Instant from = begin(now, range.bucket()).minus(range.length());
    var buckets = new TreeMap<Instant, List<Measure>>();
    measures.stream()
        .filter(m -> m.workload().equals(id) && begin(m.to(), range.step().length()).isAfter(from))
        .forEach(
            m ->
                buckets
                    .computeIfAbsent(begin(m.to(), range.bucket()), b -> new ArrayList<>())
                    .add(m));
    return buckets.entrySet().stream().map(b -> point(b.getKey(), b.getValue())).toList();
  }

  private static Point point(Instant at, List<Measure> of) {
    double seconds = of.stream().mapToDouble(MemoryUsage::seconds).sum();
    return new Point(
        at,
        of.stream().mapToDouble(Measure::cpuSeconds).sum() / seconds,
        of.stream().mapToDouble(m -> m.memory() * seconds(m)).sum() / seconds,
        of.stream().mapToLong(Measure::memory).max().orElse(0),
        of.stream().mapToLong(m -> m.network().received()).sum() / seconds,
        of.stream().mapToLong(m -> m.network().sent()).sum() / seconds,
        of.stream().mapToDouble(m -> m.gpus().busy() * seconds(m)).sum() / seconds,
        of.stream().mapToDouble(m -> m.gpus().memory() * seconds(m)).sum() / seconds,
        of.stream().mapToLong(m -> m.gpus().memory()).max().orElse(0));
  }

  @Override
  public synchronized Map<Subject, Double> cpuSeconds(ProjectId project, Instant from) {
    var used = new HashMap<Subject, Double>();
    for (Measure m : measures) {
      workloads
          .find(m.workload())
          .filter(w -> w.project().equals(project) && !m.to().isBefore(from))
          .ifPresent(w -> used.merge(w.maker(), m.cpuSeconds(), Double::sum));
    }
    return used;
  }

  @Override
  public synchronized Map<String, Used> used(ProjectId project, By by, Instant from) {
    var used = new HashMap<String, Used>();
    for (Measure m : measures) {
      Workload w = workloads.find(m.workload()).orElseThrow();
      if (w.project().equals(project) && !m.to().isBefore(from)) {
        var one = new Used(m.cpuSeconds(), seconds(m) * w.spec().resources().gpuCount());
        if (by == By.USER) {
          used.merge(w.maker().toString(), one, Used::and);
        } else {
          w.spec()
              .labels()
              .forEach((name, value) -> used.merge(name + "=" + value, one, Used::and));
        }
      }
    }
    return used;
  }

  @Override
  public synchronized void dropOld(Instant now) {
    measures.removeIf(m -> m.to().isBefore(now.minus(UsageRange.Step.COARSE.kept())));
  }

  private static double seconds(Measure of) {
    return Duration.between(of.from(), of.to()).toNanos() / 1e9;
  }

  private static Instant begin(Instant at, Duration step) {
    long length = step.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), length) * length);
  }
}
