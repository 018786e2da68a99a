package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Buckets and objects for those who come with a session, through the real front door. */
final class BucketRoutesTest {
  private static final String BUCKETS = "/v1/gatehouse/project/-/bucket";
  private static final int LARGE = 3_000_000;

  @TempDir static Path folder;
  private static S3Site site;
  private static Client person;

  @BeforeAll
  static void start() throws Exception {
    site = S3Site.start(folder);
    String password =
        site.admin
            .post(S3Site.USERS + "/" + site.user + "/password", "{}")
            .json()
            .path("password")
            .asString();
    person = site.server.client().signedIn(site.user, password);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private static Answer made(String bucket) throws IOException {
    return person.post(BUCKETS, "{\"name\":\"" + bucket + "\"}");
  }

  private static Answer put(String bucket, String key, String text) throws IOException {
    return person.sendBytes("PUT", content(bucket, key), text.getBytes(StandardCharsets.UTF_8), "");
  }

  private static String content(String bucket, String key) {
    return BUCKETS + "/" + bucket + "/object/content?key=" + key;
  }

  @Test
  void aBucketIsMadeFilledBrowsedAndRemoved() throws Exception {
    assertThat(made("browse").status()).isEqualTo(200);
    assertThat(made("browse").status()).isEqualTo(409);
    assertThat(put("browse", "raw/2026/a.csv", "1,2").status()).isEqualTo(200);
    assertThat(put("browse", "read%20me.txt", "héllo").json().path("size").asInt()).isEqualTo(6);

    JsonNode top = person.get(BUCKETS + "/browse/object?delimiter=/").json();
    assertThat(top.path("prefixes").get(0).asString()).isEqualTo("raw/");
    assertThat(top.path("objects").get(0).path("key").asString()).isEqualTo("read me.txt");
    assertThat(top.path("allowedActions").path("object.put").path("allowed").asBoolean()).isTrue();
    JsonNode below = person.get(BUCKETS + "/browse/object?delimiter=/&prefix=raw/2026/").json();
    assertThat(below.path("objects").get(0).path("size").asInt()).isEqualTo(3);

    Answer file = person.get(content("browse", "read%20me.txt"));
    assertThat(file.body()).isEqualTo("héllo");
    assertThat(file.header("Content-Disposition"))
        .isEqualTo("attachment; filename*=UTF-8''read%20me.txt");
    assertThat(file.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");

    assertThat(person.delete(BUCKETS + "/browse").status()).isEqualTo(409);
    assertThat(person.delete(content("browse", "read%20me.txt")).status()).isEqualTo(204);
    assertThat(person.delete(content("browse", "read%20me.txt")).status()).isEqualTo(404);
    assertThat(person.delete(content("browse", "raw/2026/a.csv")).status()).isEqualTo(204);
    assertThat(person.delete(BUCKETS + "/browse").status()).isEqualTo(204);
    assertThat(person.get(BUCKETS + "/browse/object").status()).isEqualTo(404);
  }

  @Test
  void whatIsThereIsKeptFromAWritingThatWantsToBeNew() throws Exception {
    made("only-new");
    put("only-new", "a", "first");

    Answer second =
        person.sendBytes(
            "PUT",
            content("only-new", "a"),
            "second".getBytes(StandardCharsets.UTF_8),
            "If-None-Match: *\r\n");

    assertThat(second.status()).isEqualTo(409);
    assertThat(person.get(content("only-new", "a")).body()).isEqualTo("first");
  }

  @Test
  void theSamePolicyHoldsHereAsAtTheOtherDoor() throws Exception {
    made("shared");
    put("shared", "open/a", "yes");
    put("shared", "closed/a", "no");
    JsonNode other =
        site.admin
            .post(S3Site.USERS, "{\"description\":\"Narrow\",\"roles\":[\"objectstore_operator\"]}")
            .json();
    String name = other.path("user").path("username").asString();
    String policy =
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\"],"
            + "\"Resource\":[\"arn:aws:s3:::shared/open/*\"]}]}";
    Answer set =
        site.admin.put(
            S3Site.USERS + "/" + name + "/policy",
            "{\"policy\":" + gatehouse.doors.wire.Json.text(policy) + "}");
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    Client narrow = site.server.client().signedIn(name, other.path("password").asString());

    assertThat(narrow.get(content("shared", "open/a")).body()).isEqualTo("yes");
    Answer closed = narrow.get(content("shared", "closed/a"));
    assertThat(closed.status()).isEqualTo(403);
    assertThat(closed.body()).contains("no statement of the policy allows it");
    assertThat(narrow.get(BUCKETS + "/shared/object").status()).isEqualTo(403);
    byte[] large = new byte[LARGE];
    assertThat(narrow.sendBytes("PUT", content("shared", "open/b"), large, "").status())
        .isEqualTo(403);
  }

  @Test
  void aReaderOfNotebooksIsToldWhichRightIsMissing() throws Exception {
    JsonNode made =
        site.admin
            .post(S3Site.USERS, "{\"description\":\"R\",\"roles\":[\"ai_training_read\"]}")
            .json();
    Client reader =
        site.server
            .client()
            .signedIn(
                made.path("user").path("username").asString(), made.path("password").asString());

    Answer answer = reader.get(BUCKETS);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("missing").asString()).isEqualTo("object_read");
  }

  @Test
  void anUploadIsCutWhenTheRoleIsTakenAwayAndLeavesNothing() throws Exception {
    JsonNode made =
        site.admin
            .post(S3Site.USERS, "{\"description\":\"U\",\"roles\":[\"objectstore_operator\"]}")
            .json();
    String name = made.path("user").path("username").asString();
    Client sender = site.server.client().signedIn(name, made.path("password").asString());
    made("half");
    try (Socket socket = new Socket("localhost", site.server.port())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("PUT "
                  + content("half", "big")
                  + " HTTP/1.1\r\nHost: localhost:"
                  + site.server.port()
                  + "\r\nAuthorization: Bearer "
                  + sender.token()
                  + "\r\nContent-Length: 100000000\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.write(new byte[LARGE]);
      out.flush();
      Until.holds(() -> transfers(name) == 1);

      Answer taken = site.admin.delete(S3Site.USERS + "/" + name + "/role/objectstore_operator");

      assertThat(taken.json().path("receipt").path("connections").path("transfer").asInt())
          .as(taken.body())
          .isEqualTo(1);
      assertThat(isOver(socket.getInputStream())).isTrue();
    }
    assertThat(person.get(content("half", "big")).status()).isEqualTo(404);
    assertThat(sender.get(BUCKETS).status()).isEqualTo(403);
  }

  private static int transfers(String name) throws IOException {
    int count = 0;
    for (JsonNode each : site.admin.get("/v1/gatehouse/project/-/connection").json().values()) {
      boolean theirs = each.path("who").asString("").equals(name);
      count += theirs && each.path("kind").asString("").equals("transfer") ? 1 : 0;
    }
    return count;
  }

  /** Whether no success comes any more: the connection ends, or says that the right has ended. */
  private static boolean isOver(InputStream in) {
    try {
      return !new String(in.readNBytes(12), StandardCharsets.UTF_8).startsWith("HTTP/1.1 200");
    } catch (IOException e) {
      return true;
    }
  }
}
