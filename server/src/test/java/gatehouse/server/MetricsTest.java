package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.NodeLease;
import gatehouse.core.workload.MemoryWorkloads;
import gatehouse.core.workload.WorkloadsForTests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern NAME =
      Pattern.compile("\\b(?:gatehouse|jvm|process|system)_[a-z_]+");

  private final Metrics metrics = new Metrics();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void watch() {
    metrics.watch(List::of, new NodeLease(System::nanoTime));
    store.transaction(
        tx -> {
          tx.insert(WorkloadsForTests.aQueuedJob());
          return null;
        });
    metrics.count(store);
  }

  @AfterEach
  void close() {
    metrics.close();
    threads.shutdownNow();
  }

  @Test
  void whatHappensIsCounted() {
    metrics.decided(2_000, true);
    metrics.decided(3_000, false);
    metrics.signedIn(true);
    metrics.signedIn(false);
    metrics.signedIn(false);
    metrics.revoked(Duration.ofMillis(7), 3);

    assertThat(metrics.text())
        .contains("gatehouse_decisions_seconds_count{outcome=\"allowed\"} 1")
        .contains("gatehouse_decisions_seconds_count{outcome=\"refused\"} 1")
        .contains("gatehouse_sign_ins_total{outcome=\"refused\"} 2.0")
        .contains("gatehouse_revocations_seconds_bucket{le=\"0.02\"} 1")
        .contains("gatehouse_connections_cut_total 3.0")
        .contains("gatehouse_workloads{kind=\"job\",state=\"queued\"} 1.0")
        .contains("gatehouse_connections_open{kind=\"http\"} 0.0")
        .contains("gatehouse_queue 1.0")
        .contains("gatehouse_lease_held 0.0");
  }

  @Test
  void everyMetricOfTheDashboardExists() throws IOException {
    String dashboard = Files.readString(Path.of("../deploy/grafana/gatehouse.json"));
    var named = new TreeSet<String>();
    EXPRESSION
        .matcher(dashboard)
        .results()
        .forEach(
            expression ->
                NAME.matcher(expression.group(1))
                    .results()
                    .forEach(name -> named.add(name.group())));
    String text = metrics.text();

    assertThat(named).hasSizeGreaterThan(10);
    assertThat(named).allSatisfy(name -> assertThat(text).containsPattern("(?m)^" + name + "[{ ]"));
  }

  @Test
  void theDoorOpensForTheMachineItselfAndForMetricsAlone() throws Exception {
    try (var door = new MetricsDoor(0, metrics::text, threads);
        var http = HttpClient.newHttpClient()) {
      String base = "http://127.0.0.1:" + door.port();

      var scraped =
          http.send(
              HttpRequest.newBuilder(URI.create(base + "/metrics")).build(),
              BodyHandlers.ofString());
      assertThat(scraped.statusCode()).isEqualTo(200);
      assertThat(scraped.body()).contains("gatehouse_queue");
      assertThat(status(http, HttpRequest.newBuilder(URI.create(base + "/")))).isEqualTo(404);
      assertThat(
              status(
                  http,
                  HttpRequest.newBuilder(URI.create(base + "/metrics"))
                      .method("POST", HttpRequest.BodyPublishers.noBody())))
          .isEqualTo(405);
    }
  }

  private static int status(HttpClient http, HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
