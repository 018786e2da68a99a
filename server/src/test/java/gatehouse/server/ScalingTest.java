package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real app that grows under load, goes to sleep and is woken by a request. */
final class ScalingTest {
  /** Computes for a minute at most, where it is told to and until it is told that it is enough. */
  private static final String PROGRAM =
      """
      import os, threading, time
      from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
      def burn():
          end = time.monotonic() + 60
          while time.monotonic() < end and not os.path.exists("/workspace/enough"): pass
      class Handler(BaseHTTPRequestHandler):
          def do_GET(self):
              if self.path == "/burn": threading.Thread(target=burn, daemon=True).start()
              if self.path == "/enough": open("/workspace/enough", "w").close()
              text = b'{"queue": {"length": 5}}'
              self.send_response(200)
              self.send_header("Content-Length", str(len(text)))
              self.end_headers()
              self.wfile.write(text)
      ThreadingHTTPServer(("127.0.0.1", 8080), Handler).serve_forever()
      """;

  @TempDir Path folder;
  private ServerProcess server;
  private Client admin;
  private String path = "";

  @BeforeEach
  void start() throws IOException {
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
  }

  @AfterEach
  void stop() throws IOException {
    admin.delete(path + "?force=true");
    server.close();
  }

  private void launch(Map<String, Object> automatic) throws Exception {
    Answer made =
        admin.post(
            "/v1/app",
            Json.text(
                Map.of(
                    "image",
                    "host",
                    "command",
                    List.of("python3", "-c", PROGRAM),
                    "resources",
                    Map.of("cpu", 1, "memory", 128 << 20),
                    "scalingStrategy",
                    Map.of("automatic", automatic))));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    path = "/v1/app/" + made.json().path("id").asString();
    Until.holds(() -> app().at("/status/state").asString().equals("RUNNING"));
  }

  private JsonNode app() throws IOException {
    return admin.get(path).json();
  }

  private int replicas() throws IOException {
    return app().at("/status/availableReplicas").asInt();
  }

  private Answer get(String what) throws IOException {
    return admin.getFrom(app().at("/status/url").asString() + what);
  }

  @Test
  void anAppGrowsUnderLoadSleepsWithoutRequestsAndWakesForTheNext() throws Exception {
    launch(
        Map.of(
            "replicasMin",
            0,
            "replicasMax",
            2,
            "resourceType",
            "CPU",
            "averageUsageTarget",
            5,
            "scaleDownStabilizationWindowSeconds",
            5,
            "cooldownPeriodSeconds",
            1));
    assertThat(get("/burn").status()).isEqualTo(200);
    Until.holds(() -> replicas() == 2);

    assertThat(get("/enough").status()).isEqualTo(200);
    Until.holds(() -> replicas() == 0);
    Until.holds(
        () ->
            app()
                .at("/status/info/message")
                .asString()
                .equals("Sleeping: the next request wakes it"));
    assertThat(app().at("/status/state").asString()).isEqualTo("SCALING");

    Answer served = get("/");

    assertThat(served.status()).as(served.body()).isEqualTo(200);
    assertThat(replicas()).isEqualTo(1);
  }

  @Test
  void anAppGrowsByANumberOfItsOwn() throws Exception {
    launch(
        Map.of(
            "replicasMax",
            2,
            "customMetrics",
            Map.of(
                "apiUrl",
                "http://<SELF>:8080/metrics",
                "format",
                "JSON",
                "valueLocation",
                "queue.length",
                "targetValue",
                5)));

    Until.holds(() -> replicas() == 2);
  }
}
