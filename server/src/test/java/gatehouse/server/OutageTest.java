package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without its database the server lets nobody in, and serves again once the database is back. */
final class OutageTest {
  private static final String USERS = "/v1/gatehouse/project/-/user";

  /** Answers plainly, streams without an end at /ticks, and ticks on any WebSocket. */
  private static final String APP =
      """
      import base64, hashlib, http.server, time
      MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
      class App(http.server.BaseHTTPRequestHandler):
          protocol_version = 'HTTP/1.1'
          def do_GET(self):
              if self.headers.get('Upgrade', '').lower() == 'websocket':
                  key = (self.headers['Sec-WebSocket-Key'] + MAGIC).encode()
                  self.send_response(101)
                  self.send_header('Connection', 'Upgrade')
                  self.send_header('Upgrade', 'websocket')
                  self.send_header('Sec-WebSocket-Accept', base64.b64encode(hashlib.sha1(key).digest()).decode())
                  self.end_headers()
                  self.tick(b'\\x81\\x04tick')
              elif self.path == '/ticks':
                  self.send_response(200)
                  self.send_header('Connection', 'close')
                  self.end_headers()
                  self.tick(b'tick')
              else:
                  self.send_response(200)
                  self.send_header('Content-Length', '5')
                  self.end_headers()
                  self.wfile.write(b'hello')
          def tick(self, what):
              self.close_connection = True
              while True:
                  self.wfile.write(what)
                  self.wfile.flush()
                  time.sleep(0.02)
          def log_message(self, *what):
              pass
      http.server.ThreadingHTTPServer(('', 8080), App).serve_forever()
      """;

  @TempDir Path folder;

  private Path data;
  private ServerProcess server;
  private Client admin;
  private Client reader;
  private String app;

  @BeforeEach
  void start() throws Exception {
    data = folder.resolve("data");
    server = ServerProcess.start(data);
    admin = server.client().admin();
    reader = Person.made(admin, "Reader", "ai_training_read").client(server.client());
    Answer made =
        admin.post(
            "/v1/app",
            Json.text(Map.of("image", "host", "command", List.of("python3", "-c", APP))));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    app = made.json().get("status").get("url").asString();
    Until.holds(() -> reader.getFrom(app).status() == 200);
  }

  @AfterEach
  void stop() throws Exception {
    EmbeddedProcesses.goOn(data);
    String id = app.substring("http://".length(), app.indexOf('.'));
    try {
      Until.holds(() -> admin.delete("/v1/app/" + id + "?force=true").status() == 204);
      Until.holds(() -> admin.get("/v1/app/" + id).status() == 404);
    } finally {
      server.close();
    }
  }

  @Test
  void whileTheDatabaseIsFrozenNobodyIsLetInAndWhatIsOpenIsHeldStill() throws Exception {
    try (var download = new Follower(reader.open(app + "/ticks", ""));
        var webSocket = new Follower(reader.webSocket(app))) {
      Until.holds(() -> download.bytes() > 200 && webSocket.bytes() > 50);

      EmbeddedProcesses.freeze(data);
      long frozen = System.nanoTime();
      CompletableFuture<Answer> change = inTheBackground(() -> created("Too late"));
      Until.holds(() -> admin.get("/v1/gatehouse/me").status() == 503);
      assertThat(since(frozen)).isLessThan(Duration.ofMillis(3_500));
      Until.holds(() -> reader.getFrom(app).status() == 503);
      assertThat(since(frozen)).isLessThan(Duration.ofMillis(3_500));

      waited(Duration.ofMillis(300)); // For what is on its way already.
      long downloaded = download.bytes();
      long received = webSocket.bytes();
      while (since(frozen).toSeconds() < 6) {
        closed(admin.get("/v1/gatehouse/me"));
        closed(admin.get("/v1/job"));
        closed(admin.get("/v1/gatehouse/health"));
        closed(server.client().get("/sign-in"));
        closed(reader.getFrom(app));
        closed(server.client().getFrom(app));
        closed(server.client().basic("admin", ServerProcess.ADMIN_PASSWORD).getFrom(app));
      }
      assertThat(download.bytes()).isEqualTo(downloaded);
      assertThat(webSocket.bytes()).isEqualTo(received);
      closed(change.get(10, TimeUnit.SECONDS));

      EmbeddedProcesses.goOn(data);
      long back = System.nanoTime();
      Until.holds(() -> reader.getFrom(app).status() == 200 && created("After").status() == 200);
      assertThat(since(back)).isLessThan(Duration.ofSeconds(5));
      Until.holds(() -> download.bytes() > downloaded + 200 && webSocket.bytes() > received + 50);
      assertThat(download.ended()).isFalse();
      assertThat(webSocket.ended()).isFalse();
    }
  }

  @Test
  void whatIsHeldStillForFifteenSecondsIsClosed() throws Exception {
    try (var download = new Follower(reader.open(app + "/ticks", ""));
        var webSocket = new Follower(reader.webSocket(app))) {
      Until.holds(() -> download.bytes() > 200 && webSocket.bytes() > 50);

      EmbeddedProcesses.freeze(data);
      long frozen = System.nanoTime();
      Until.holds(() -> download.ended() && webSocket.ended());

      assertThat(since(frozen)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(25));
      closed(reader.getFrom(app));
      EmbeddedProcesses.goOn(data);
      Until.holds(() -> reader.getFrom(app).status() == 200);
    }
  }

  @Test
  void aKilledDatabaseIsStartedAgainAndNobodyLosesAnything() throws Exception {
    try (var download = new Follower(reader.open(app + "/ticks", ""));
        var webSocket = new Follower(reader.webSocket(app))) {
      Until.holds(() -> download.bytes() > 200 && webSocket.bytes() > 50);
      assertThat(created("Before").status()).isEqualTo(200);

      EmbeddedProcesses.kill(data);
      Until.holds(() -> created("After").status() == 200);

      String users = admin.get(USERS).body();
      assertThat(users).contains("Before", "After");
      assertThat(reader.getFrom(app).status()).isEqualTo(200);
      long downloaded = download.bytes();
      long received = webSocket.bytes();
      Until.holds(() -> download.bytes() > downloaded + 200 && webSocket.bytes() > received + 50);
      assertThat(download.ended()).isFalse();
      assertThat(webSocket.ended()).isFalse();
    }
  }

  private static void closed(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
  }

  private Answer created(String description) throws IOException {
    return admin.post(USERS, Json.text(Map.of("description", description)));
  }

  private interface Request {
    Answer sent() throws IOException;
  }

  private static CompletableFuture<Answer> inTheBackground(Request request) {
    var answer = new CompletableFuture<Answer>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                answer.complete(request.sent());
              } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return answer;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static void waited(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
