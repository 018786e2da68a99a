package gatehouse.server;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.Figures;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.NodeLease;
import gatehouse.core.workload.WorkloadStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The figures of this node, as Prometheus reads them. */
final class Metrics implements Figures, AutoCloseable {
  private static final Duration[] DECISIONS = {
    Duration.ofNanos(1_000),
    Duration.ofNanos(10_000),
    Duration.ofNanos(100_000),
    Duration.ofMillis(1),
    Duration.ofMillis(10),
    Duration.ofMillis(100)
  };
  private static final Duration[] REVOCATIONS = {
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Timer allowed = decisions("allowed");
  private final Timer refused = decisions("refused");
  private final Counter accepted = signIns("accepted");
  private final Counter rejected = signIns("refused");
  private final Timer revocations =
      Timer.builder("gatehouse.revocations")
          .description("Changes to access, from their commit until they were in force everywhere")
          .serviceLevelObjectives(REVOCATIONS)
          .register(registry);
  private final Counter cut =
      Counter.builder("gatehouse.connections.cut")
          .description("Connections that a change to access closed")
          .register(registry);
  private final Timer database =
      Timer.builder("gatehouse.database")
          .description("One look into the database, each few seconds")
          .register(registry);
  private final MultiGauge workloads =
      MultiGauge.builder("gatehouse.workloads")
          .description("Workloads by kind and state")
          .register(registry);
  private final AtomicInteger waiting = new AtomicInteger();

  Metrics() {
    Gauge.builder("gatehouse.queue", waiting, AtomicInteger::get)
        .description("Workloads that wait for room or for a quota")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Shows what is open on this node, and whether it answers at all. */
  void watch(Supplier<List<LiveConnection>> open, NodeLease lease) {
    for (ConnectionKind kind : ConnectionKind.values()) {
      Gauge.builder(
              "gatehouse.connections.open",
              open,
              all -> all.get().stream().filter(one -> one.kind() == kind).count())
          .description("Open connections that stand on a right")
          .tag("kind", word(kind))
          .strongReference(true)
          .register(registry);
    }
    Gauge.builder("gatehouse.lease.held", lease, held -> held.held() ? 1 : 0)
        .description("1 while this node may answer")
        .register(registry);
  }

  /** Counts the workloads anew; to be called each few seconds. */
  void count(WorkloadStore store) {
    long begin = System.nanoTime();
    List<WorkloadStore.Count> counts = store.countByState();
    database.record(Duration.ofNanos(System.nanoTime() - begin));
    waiting.set(counts.stream().mapToInt(WorkloadStore.Count::waiting).sum());
    var rows = new ArrayList<MultiGauge.Row<?>>();
    for (WorkloadStore.Count count : counts) {
      Tags tags = Tags.of("kind", count.kind().word(), "state", word(count.state()));
      rows.add(MultiGauge.Row.of(tags, count.number()));
    }
    workloads.register(rows, true);
  }

  /** Everything, in the text format of Prometheus. */
  String text() {
    return registry.scrape();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void decided(long nanos, boolean yes) {
    (yes ? allowed : refused).record(Duration.ofNanos(Math.max(0, nanos)));
  }

  @Override
  public void signedIn(boolean yes) {
    (yes ? accepted : rejected).increment();
  }

  @Override
  public void revoked(Duration took, int closed) {
    revocations.record(took);
    cut.increment(closed);
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  private Timer decisions(String outcome) {
    return Timer.builder("gatehouse.decisions")
        .description("Requests and connections that were decided about")
        .tag("outcome", outcome)
        .serviceLevelObjectives(DECISIONS)
        .register(registry);
  }

  private Counter signIns(String outcome) {
    return Counter.builder("gatehouse.sign.ins")
        .description("Passwords that were looked at")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static String word(Enum<?> of) {
    return of.name().toLowerCase(Locale.ROOT);
  }
}
