package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports beside a workload's own, as {@code ID-PORT.job.…}: the same right, another program. */
final class ExtraPortsTest {
  private static final String OWN = "8080";
  private static final String OTHER = "6006";

  private static final String TWO_PORTS =
      """
      import threading
      from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
      class Handler(BaseHTTPRequestHandler):
          def do_GET(self):
              text = b"port %d" % self.server.server_address[1]
              self.send_response(200)
              self.send_header("Content-Length", str(len(text)))
              self.end_headers()
              self.wfile.write(text)
      def serve(port): ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
      threading.Thread(target=serve, args=(6006,)).start()
      """;

  @TempDir static Path folder;
  private static ServerProcess server;
  private static Client admin;
  private String path = "";

  @BeforeAll
  static void start() throws IOException {
    server = ServerProcess.start(folder.resolve("data"));
    admin = server.client().admin();
  }

  @AfterEach
  void clear() throws IOException {
    admin.delete(path + "?force=true");
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void aJobAnswersOnBoth() throws Exception {
    bothAnswer("job");
  }

  @Test
  void anAppAnswersOnBoth() throws Exception {
    bothAnswer("app");
  }

  @Test
  void aNotebookAnswersOnWhatItsOwnerStartsInIt() throws Exception {
    Answer made = admin.post("/v1/notebook", "{\"resources\":{\"cpu\":1}}");
    assumeThat(made.status()).as("a notebook editor is installed").isEqualTo(200);
    path = "/v1/notebook/" + made.json().path("id").asString();
    Until.holds(() -> admin.get(path).json().at("/status/state").asString().equals("RUNNING"));
    // What has not left the command's session yet ends with it: so it waits until it is up.
    String script =
        "setsid python3 -m http.server -b 127.0.0.1 "
            + OTHER
            + " >/dev/null 2>&1 & until python3 -c 'import socket;"
            + " socket.create_connection((\"127.0.0.1\", "
            + OTHER
            + "))' 2>/dev/null; do sleep 0.1; done";
    String begin =
        "/exec?command=sh&command=-c&command=" + URLEncoder.encode(script, StandardCharsets.UTF_8);
    assertThat(admin.get(path + begin).status()).isEqualTo(200);

    String other = at(made.json().at("/status/url").asString(), OTHER);

    Until.holds(() -> admin.getFrom(other).status() == 200);
    assertThat(admin.getFrom(other).body()).contains("Directory listing");
    assertThat(server.client().getFrom(other).status()).isEqualTo(401);
  }

  private void bothAnswer(String kind) throws Exception {
    String program = TWO_PORTS + "serve(" + OWN + ")\n";
    Answer made =
        admin.post(
            "/v1/" + kind,
            "{\"image\":\"host\",\"resources\":{\"cpu\":1},\"command\":"
                + Json.text(List.of("python3", "-c", program))
                + "}");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    path = "/v1/" + kind + "/" + made.json().path("id").asString();
    String url = made.json().at("/status/url").asString();

    Until.holds(() -> admin.getFrom(url).body().equals("port " + OWN));
    Until.holds(() -> admin.getFrom(at(url, OTHER)).body().equals("port " + OTHER));

    assertThat(admin.getFrom(at(url, OWN)).body()).isEqualTo("port " + OWN);
    assertThat(admin.getFrom(at(url, "6007")).status()).isEqualTo(503);
    assertThat(server.client().getFrom(at(url, OTHER)).status()).isEqualTo(401);
    assertThat(admin.getFrom(at(url, "70000")).status()).isEqualTo(421);
  }

  private static String at(String url, String port) {
    return url.replaceFirst("\\.", "-" + port + ".");
  }
}
