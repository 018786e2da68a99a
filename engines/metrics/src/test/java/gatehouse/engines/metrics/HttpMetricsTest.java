package gatehouse.engines.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.workload.CustomMetric;
import gatehouse.core.workload.CustomMetric.Aggregation;
import gatehouse.core.workload.CustomMetric.Format;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpMetricsTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final WorkloadId app = new WorkloadId(UUID.randomUUID());
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private int port;

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answers("/q", 200, "{\"n\":7}");
    answers("/missing", 404, "{\"n\":7}");
    answers("/long", 200, "{\"n\":7," + " ".repeat(1 << 20) + "\"m\":1}");
    server.start();
    port = server.getAddress().getPort();
  }

  @AfterEach
  void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answers(String path, int status, String text) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          byte[] body = text.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private Optional<Double> ask(EgressPolicy policy, String url, Upstream replica) throws Exception {
    var metric = new CustomMetric(url, Format.JSON, "n", 1, Aggregation.MAX);
    var told = new CompletableFuture<Optional<Double>>();
    new HttpMetrics(id -> policy, threads, host -> List.of(InetAddress.getLoopbackAddress()))
        .ask(metric, app, replica, found -> told.complete(Optional.ofNullable(found)));
    return told.get(10, TimeUnit.SECONDS);
  }

  private Upstream replica() {
    return new Upstream.Tcp("127.0.0.1", port, Map.of("X-Own", "1"));
  }

  @Test
  void aReplicaIsAskedThroughItsOwnAddress() throws Exception {
    assertThat(ask(EgressPolicy.NONE, "http://<SELF>:9/q", replica())).contains(7.0);
  }

  @Test
  void whatIsNotThereOrTooLongIsNotKnown() throws Exception {
    assertThat(ask(EgressPolicy.NONE, "http://<SELF>:9/missing", replica())).isEmpty();
    assertThat(ask(EgressPolicy.NONE, "http://<SELF>:9/long", replica())).isEmpty();
    assertThat(asked).hasValue(2);
    server.stop(0);
    assertThat(ask(EgressPolicy.NONE, "http://<SELF>:9/q", replica())).isEmpty();
  }

  @Test
  void nobodyElseIsAskedWithoutTheProjectsEgress() throws Exception {
    assertThat(ask(EgressPolicy.NONE, "http://example.com:" + port + "/q", null)).isEmpty();
    assertThat(asked).hasValue(0);
  }

  @Test
  void aNameThatLeadsToThisMachineIsNeverAskedWhateverIsAllowed() throws Exception {
    EgressPolicy all = EgressPolicy.of(List.of("*:*", "example.com:*"));

    assertThat(ask(all, "http://example.com:" + port + "/q", null)).isEmpty();
    assertThat(ask(all, "http://127.0.0.1:" + port + "/q", null)).isEmpty();
    assertThat(asked).hasValue(0);
  }
}
