package gatehouse.doors.api.ai;

import static gatehouse.doors.api.ai.Nulls.checked;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.Issued;
import gatehouse.core.identity.Secret;
import gatehouse.doors.web.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LogApiTest {
  private final AiHouse house = new AiHouse();
  private HttpSession operator;
  private String id;

  @BeforeEach
  void run() {
    operator = house.operator();
    id =
        checked(operator.post("/v1/job", "{\"image\":\"host\",\"command\":[\"x\"]}"))
            .get("id")
            .asString();
    house.reconciler.step();
    house.runtime.writes(house.run(id, 1), "one\ntwo\nthree é\n");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aLogIsTextAsItCame() {
    var answer = operator.get("/v1/job/" + id + "/log");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/plain");
    assertThat(answer.body()).isEqualTo("one\ntwo\nthree é\n");
    assertThat(operator.get("/v1/job/" + id + "/log?tail=2&since=x").body())
        .isEqualTo("two\nthree é\n");
    assertThat(operator.get("/v1/job/" + id + "/log?tail=-1").status()).isEqualTo(400);
  }

  @Test
  void aLogIsJsonForWhoAsksByContentTypeOrAccept() {
    for (String header : new String[] {"Content-Type", "Accept"}) {
      JsonNode log =
          checked(operator.with(header, "application/json").get("/v1/job/" + id + "/log?tail=1"));

      assertThat(log.get("logs").size()).isEqualTo(1);
      assertThat(log.at("/logs/0/content").asString()).isEqualTo("three é");
      assertThat(log.has("lastActivity")).isFalse();
    }
  }

  @Test
  void aLogOfAnotherKindOrNobodyIsNotThere() {
    assertThat(operator.get("/v1/app/" + id + "/log").status()).isEqualTo(404);
    assertThat(house.installation.http().get("/v1/job/" + id + "/log").status()).isEqualTo(401);
  }

  @Test
  void aFollowerReadsOnUntilTheRunIsOver() throws Exception {
    Secret session = session("follower").value();
    InputStream in = follow(session);
    assertThat(new String(in.readNBytes(17), UTF_8)).isEqualTo("one\ntwo\nthree é\n");

    house.runtime.writes(house.run(id, 1), "four\n");
    house.looks.release();
    assertThat(new String(in.readNBytes(5), UTF_8)).isEqualTo("four\n");
    house.runtime.ends(house.run(id, 1), 0);
    house.reconciler.step();
    house.looks.release(10);

    assertThat(in.read()).isEqualTo(-1);
    assertThat(house.installation.connections.all()).isEmpty();
  }

  @Test
  void whatWasJustMadeCanBeFollowedAtOnce() {
    String fresh =
        checked(operator.post("/v1/job", "{\"image\":\"host\",\"command\":[\"x\"]}"))
            .get("id")
            .asString();

    var answer = operator.get("/v1/job/" + fresh + "/log");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aFollowerIsCutWhenTheRoleIsTakenAway() throws Exception {
    Session follower = session("follower");
    InputStream in = follow(follower.value());
    in.readNBytes(17);

    var receipt =
        house
            .installation
            .roles
            .remove(
                house.installation.admin(),
                house.installation.project,
                follower.issued().user().user().id(),
                RoleName.AI_TRAINING_READ)
            .receipt();

    assertThat(receipt.connections()).containsEntry(ConnectionKind.LOG, 1);
    house.looks.release(10);
    assertThatThrownBy(in::read).isInstanceOf(IOException.class);
  }

  @Test
  void aFollowerByWebSocketGetsTheSame() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    URI uri =
        URI.create(
            operator.uri("/v1/job/" + id + "/log?follow=true").toString().replace("http:", "ws:"));
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + session("follower").value().value())
        .buildAsync(
            uri,
            new WebSocket.Listener() {
              @Override
              public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
                heard.add(UTF_8.decode(data).toString());
                socket.request(1);
                return null;
              }

              @Override
              public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                heard.add("closed " + code);
                return null;
              }
            })
        .join();

    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("one\ntwo\nthree é\n");
    house.runtime.ends(house.run(id, 1), 0);
    house.reconciler.step();
    house.looks.release(10);
    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("closed 1000");
  }

  @Test
  void aTextIsNeverCutInsideACharacter() {
    byte[] text = "aé€😀".getBytes(UTF_8);

    for (int length = 0; length <= text.length; length++) {
      byte[] part = java.util.Arrays.copyOf(text, length);
      int end = Utf8.endOfLastCharacter(part);
      assertThat(new String(part, 0, end, UTF_8)).doesNotContain("\uFFFD");
      assertThat(length - end).isLessThan(4);
    }
    assertThat(Utf8.endOfLastCharacter(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80}))
        .isEqualTo(3);
  }

  private record Session(Issued issued, Secret value) {}

  private Session session(String name) {
    Issued issued = house.installation.user(name, BuiltInRoles.named(RoleName.AI_TRAINING_READ));
    return new Session(issued, house.installation.session(name, issued.password()));
  }

  private InputStream follow(Secret session) throws Exception {
    var request =
        HttpRequest.newBuilder(operator.uri("/v1/job/" + id + "/log?follow=true"))
            .header("Authorization", "Bearer " + session.value())
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }
}
