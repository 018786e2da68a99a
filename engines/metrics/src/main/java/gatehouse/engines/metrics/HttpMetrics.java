package gatehouse.engines.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.CustomMetric;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.MetricSource;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks over HTTP: a replica through its own socket, others only where the project's workloads may
 * go themselves. Follows nothing, and bounds how long, how much and how many at once.
 */
public final class HttpMetrics implements MetricSource {
  /** So long one question takes at most. */
  private static final Duration LONGEST = Duration.ofSeconds(4);

  private static final int MOST_AT_ONCE = 64;
  private static final Logger LOG = LoggerFactory.getLogger(HttpMetrics.class);

  private final Egress egress;
  private final Executor threads;
  private final Lines.Names names;
  private final Semaphore free = new Semaphore(MOST_AT_ONCE);

  /**
   * @param egress where workloads may go
   * @param threads one per task, for they wait
   */
  public HttpMetrics(Egress egress, Executor threads) {
    this(egress, threads, Lines.Names.SYSTEM);
  }

  HttpMetrics(Egress egress, Executor threads, Lines.Names names) {
    this.egress = egress;
    this.threads = threads;
    this.names = names;
  }

  @Override
  public void ask(
      CustomMetric metric,
      WorkloadId app,
      @Nullable Upstream replica,
      Consumer<@Nullable Double> answered) {
    if (!free.tryAcquire()) {
      answered.accept(null);
      return;
    }
    threads.execute(
        () -> {
          Double found = null;
          try {
            OptionalDouble number = number(metric, app, replica);
            found = number.isPresent() ? Double.valueOf(number.getAsDouble()) : null;
          } catch (IOException | Refused e) {
            LOG.debug("a metric cannot be had: app={}", app, e);
          } finally {
            free.release();
            answered.accept(found);
          }
        });
  }

  private OptionalDouble number(CustomMetric metric, WorkloadId app, @Nullable Upstream replica)
      throws IOException {
    URI uri = metric.uri();
    if (metric.asksReplicas() != (replica != null)) {
      return OptionalDouble.empty();
    }
    EgressPolicy policy = replica == null ? egress.of(app) : EgressPolicy.NONE;
    try (Lines line =
        replica == null
            ? Lines.elsewhere(uri, policy, names, LONGEST, threads)
            : Lines.to(replica, LONGEST, threads)) {
      byte[] body = Answer.of(line, head(uri, replica));
      return Numbers.in(body, metric.format(), metric.location());
    }
  }

  /** In the older form, whose answers end with their connection. */
  private static byte[] head(URI uri, @Nullable Upstream replica) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    var head = new StringBuilder("GET " + path + query + " HTTP/1.0\r\n");
    head.append("Host: ").append(uri.getHost()).append(port).append("\r\n");
    head.append("User-Agent: gatehouse-metrics\r\nAccept: */*\r\nConnection: close\r\n");
    if (replica != null) {
      replica.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    }
    return (head + "\r\n").getBytes(US_ASCII);
  }
}
