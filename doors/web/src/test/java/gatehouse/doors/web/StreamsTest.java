package gatehouse.doors.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.Issued;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsTest {
  private final Installation installation = new Installation();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Issued reader;

  @BeforeEach
  void start() {
    installation.serving(
        routes -> {
          var needs = new Guard.Needs(Permission.JOB_LOG);
          routes.add(
              "GET", "/log", needs, call -> Reply.stream("text/plain", out -> follow(call, out)));
          routes.add(
              "GET",
              "/late",
              needs,
              call ->
                  Reply.stream(
                      "text/plain",
                      out -> {
                        throw new Refused(new NotFound("job", "7"));
                      }));
          routes.add(
              "GET",
              "/events",
              new Guard.Open(),
              call ->
                  Reply.events(
                      events -> {
                        events.send("1", "state", "one\ntwo");
                        events.beat();
                        events.send("", "", "three");
                      }));
          routes.socket("/log", needs, StreamsTest.this::open);
        });
    reader = installation.user("reader", BuiltInRoles.named(RoleName.AI_TRAINING_READ));
  }

  @AfterEach
  void stop() {
    installation.close();
  }

  private void follow(Call call, Outflow out) throws IOException {
    try (var _ = register(call.caller(), out::cut)) {
      for (String line = next(); !line.equals("end"); line = next()) {
        out.write(line + "\n");
      }
    }
  }

  private SocketHandler.Conversation open(Call call) {
    Caller caller = call.caller();
    if (call.query("missing").isPresent()) {
      throw new Refused(new NotFound("job", "7"));
    }
    return new SocketHandler.Conversation() {
      @Override
      public void run(SocketHandler.Socket socket) throws IOException {
        try (var _ = register(caller, socket::cut)) {
          for (String line = next(); !line.equals("end"); line = next()) {
            socket.send(line);
          }
        }
      }

      @Override
      public void message(SocketHandler.Socket socket, String text) {
        heard.add(text);
      }

      @Override
      public void closed() {
        closed.countDown();
      }
    };
  }

  private AutoCloseableConnection register(Caller caller, Runnable cut) {
    var live =
        installation.connections.open(
            ConnectionKind.LOG,
            caller,
            Permission.JOB_LOG,
            () -> Resource.of(installation.project),
            null,
            cut);
    return live::close;
  }

  private interface AutoCloseableConnection extends AutoCloseable {
    @Override
    void close();
  }

  private String next() {
    try {
      return lines.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<java.io.InputStream> stream(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(installation.http().uri(path))
            .header(
                "Authorization",
                "Bearer " + installation.session("reader", reader.password()).value())
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void aStreamArrivesLineByLine() throws Exception {
    lines.add("first");
    var in = stream("/log").body();

    assertThat(new String(in.readNBytes(6), UTF_8)).isEqualTo("first\n");
    lines.add("second");
    assertThat(new String(in.readNBytes(7), UTF_8)).isEqualTo("second\n");
    lines.add("end");
    assertThat(in.read()).isEqualTo(-1);
    assertThat(installation.connections.all()).isEmpty();
  }

  @Test
  void aStreamIsCutWhenItsRoleIsTakenAway() throws Exception {
    lines.add("first");
    var in = stream("/log").body();
    in.readNBytes(6);

    var receipt =
        installation
            .roles
            .remove(
                installation.admin(),
                installation.project,
                reader.user().user().id(),
                RoleName.AI_TRAINING_READ)
            .receipt();

    assertThat(receipt.connections()).containsEntry(ConnectionKind.LOG, 1);
    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    lines.add("never");
    lines.add("end");
  }

  @Test
  void aRefusalBeforeTheFirstByteIsTheAnswer() throws Exception {
    var answer = stream("/late");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(new String(answer.body().readAllBytes(), UTF_8)).contains("Client::NotFound");
  }

  @Test
  void aStreamMayBeSilentForLongerThanAPeerMay() throws Exception {
    lines.add("first");
    var in = stream("/log").body();
    in.readNBytes(6);
    var read = new java.util.concurrent.FutureTask<>(() -> in.read());
    Thread.startVirtualThread(read);

    assertThatThrownBy(() -> read.get(2 * Installation.IDLE_MILLIS, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    lines.add("late");

    assertThat(read.get(5, TimeUnit.SECONDS)).isEqualTo('l');
    lines.add("end");
  }

  @Test
  void eventsAreFramed() {
    assertThat(installation.http().get("/events").body())
        .isEqualTo("id: 1\nevent: state\ndata: one\ndata: two\n\n:\n\ndata: three\n\n");
  }

  @Test
  void notAByteOfAStreamPassesWithoutTheLease() throws Exception {
    lines.add("first");
    var in = stream("/log").body();
    in.readNBytes(6);

    installation.loseLease();
    lines.add("held");
    var read = new java.util.concurrent.FutureTask<>(() -> in.read());
    Thread.startVirtualThread(read);
    assertThatThrownBy(() -> read.get(300, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    installation.regainLease();

    assertThat(read.get(5, TimeUnit.SECONDS)).isEqualTo('h');
    lines.add("end");
  }

  private WebSocket socket(String path, WebSocket.Listener listener) {
    var uri = installation.http().uri(path).toString().replace("http:", "ws:");
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header(
            "Authorization", "Bearer " + installation.session("reader", reader.password()).value())
        .buildAsync(URI.create(uri), listener)
        .join();
  }

  private static final class Ear implements WebSocket.Listener {
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      texts.add(data.toString());
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      texts.add("closed " + code + (reason.isEmpty() ? "" : ": " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      texts.add("closed by error");
    }
  }

  @Test
  void aWebSocketTalksBothWays() throws Exception {
    var ear = new Ear();
    WebSocket socket = socket("/log", ear);
    lines.add("first");

    assertThat(ear.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("first");
    socket.sendText("hello", true).join();
    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
    lines.add("end");
    assertThat(ear.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("closed 1000");
    assertThat(closed.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWebSocketIsCutWhenItsUserIsSuspended() throws Exception {
    var ear = new Ear();
    WebSocket socket = socket("/log", ear);
    lines.add("first");
    assertThat(ear.texts.poll(5, TimeUnit.SECONDS)).isEqualTo("first");

    var receipt =
        installation
            .users
            .suspend(installation.admin(), installation.project, reader.user().user().id())
            .receipt();

    assertThat(receipt.connections()).containsEntry(ConnectionKind.LOG, 1);
    assertThat(ear.texts.poll(5, TimeUnit.SECONDS))
        .isEqualTo("closed 1008: Your right to this has ended.");
    lines.add("end");
    socket.abort();
  }

  @Test
  void aWebSocketThatIsRefusedGetsAStatus() {
    assertThatThrownBy(() -> socket("/log?missing=1", new Ear()))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> {
              assertThat(e.getResponse().statusCode()).isEqualTo(404);
              assertThat(e.getResponse().body()).asString().contains("\"message\"");
            });
    assertThatThrownBy(() -> socket("/no/such/socket", new Ear()))
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(404));
  }

  @Test
  void noServletSessionIsMadeForWhoeverAsksForAWebSocket() {
    var uri = installation.http().uri("/log").toString().replace("http:", "ws:");
    var builder = HttpClient.newHttpClient().newWebSocketBuilder();

    assertThatThrownBy(() -> builder.buildAsync(URI.create(uri), new Ear()).join())
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> {
              assertThat(e.getResponse().statusCode()).isEqualTo(401);
              assertThat(e.getResponse().headers().map()).doesNotContainKey("set-cookie");
            });
  }

  @Test
  void aWebSocketOfAnotherSitesPageIsRefused() {
    var session = installation.panelSession("reader", reader.password());
    var uri = installation.http().uri("/log").toString().replace("http:", "ws:");
    var builder =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .header("Cookie", PanelSession.NAME + "=" + session.value());

    assertThatThrownBy(
            () ->
                builder
                    .header("Origin", "http://evil.notebook.localhost")
                    .buildAsync(URI.create(uri), new Ear())
                    .join())
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void drainingWaitsForWhatIsBeingAnsweredAndBeginsNothingNew() throws Exception {
    lines.add("first");
    var in = stream("/log").body();
    in.readNBytes(6);

    assertThat(installation.server.drain(Duration.ofMillis(50))).isFalse();
    assertThat(installation.http().get("/events").status()).isEqualTo(503);
    lines.add("end");
    assertThat(installation.server.drain(Duration.ofSeconds(5))).isTrue();
    assertThat(in.read()).isEqualTo(-1);
  }
}
