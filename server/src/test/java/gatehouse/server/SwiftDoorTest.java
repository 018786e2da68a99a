package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.wire.Json;
import gatehouse.server.Client.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Swift's API, request by request: what it answers, what it refuses, and what a lost right ends.
 */
final class SwiftDoorTest {
  private static final int SIZE = 60_000_000;
  private static final String MD5_OF_DIGITS = "781e5e245d69b566979b86e28d23f2c7";

  @TempDir static Path folder;
  private static OpenstackSite site;
  private static HttpClient http;
  private static int containers;
  private String token;
  private String box;

  @BeforeAll
  static void start() throws Exception {
    http = HttpClient.newHttpClient();
    site = OpenstackSite.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
      http.close();
    }
  }

  @BeforeEach
  void aContainer() throws Exception {
    token = site.token();
    box = "/box-" + ++containers;
    assertThat(send("PUT", box, "").statusCode()).isEqualTo(201);
  }

  @AfterEach
  void noPolicy() throws Exception {
    site.policy("{\"Statement\":[]}");
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws Exception {
    return sendAs(token, method, site.swift() + path, body, headers);
  }

  private static HttpResponse<String> sendAs(
      String token, String method, String url, String body, String... headers) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .version(HttpClient.Version.HTTP_1_1)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("X-Auth-Token", token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String key, String body, String... headers) throws Exception {
    return send("PUT", box + key, body, headers);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static void assertRefused(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).isNotBlank().endsWith("\n").doesNotContain("<", "null");
  }

  @Test
  void anObjectIsWrittenReadTalkedAboutAndRemoved() throws Exception {
    var written = put("/d", "0123456789", "X-Object-Meta-Team", "vision", "ETag", MD5_OF_DIGITS);
    assertThat(written.statusCode()).isEqualTo(201);
    assertThat(header(written, "Etag")).isEqualTo(MD5_OF_DIGITS);

    var read = send("GET", box + "/d", "");
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body()).isEqualTo("0123456789");
    assertThat(header(read, "X-Object-Meta-team")).isEqualTo("vision");
    assertThat(header(read, "X-Timestamp")).matches("[0-9]+\\.[0-9]{5}");
    assertThat(header(read, "X-Trans-Id")).startsWith("tx");
    var head = send("HEAD", box + "/d", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo("10");

    assertThat(send("POST", box + "/d", "", "X-Object-Meta-Owner", "ada").statusCode())
        .isEqualTo(202);
    var retold = send("GET", box + "/d", "");
    assertThat(header(retold, "X-Object-Meta-Owner")).isEqualTo("ada");
    assertThat(header(retold, "X-Object-Meta-Team")).isEmpty();
    assertThat(retold.body()).isEqualTo("0123456789");
    assertThat(send("DELETE", box + "/d", "").statusCode()).isEqualTo(204);
    assertRefused(send("DELETE", box + "/d", ""), 404);
    assertRefused(send("GET", box + "/d", ""), 404);
    assertRefused(send("PUT", "/nowhere/d", "x"), 404);
  }

  @Test
  void piecesAndConditionsAreKept() throws Exception {
    put("/d", "0123456789");

    var piece = send("GET", box + "/d", "", "Range", "bytes=3-5");
    assertThat(piece.statusCode()).isEqualTo(206);
    assertThat(piece.body()).isEqualTo("345");
    assertThat(header(piece, "Content-Range")).isEqualTo("bytes 3-5/10");
    assertThat(send("GET", box + "/d", "", "Range", "bytes=-2").body()).isEqualTo("89");
    assertThat(send("GET", box + "/d", "", "Range", "bytes=8-").body()).isEqualTo("89");
    assertRefused(send("GET", box + "/d", "", "Range", "bytes=99-"), 416);
    assertRefused(send("GET", box + "/d", "", "Range", "lines=1-2"), 400);
    assertThat(send("GET", box + "/d", "", "If-None-Match", MD5_OF_DIGITS).statusCode())
        .isEqualTo(304);
    assertRefused(send("GET", box + "/d", "", "If-Match", "0"), 412);
    String modified = header(send("HEAD", box + "/d", ""), "Last-Modified");
    assertThat(send("GET", box + "/d", "", "If-Modified-Since", modified).statusCode())
        .isEqualTo(304);
    assertThat(send("GET", box + "/d", "", "If-Unmodified-Since", modified).statusCode())
        .isEqualTo(200);
    assertRefused(put("/d", "x", "If-None-Match", "*"), 412);
  }

  @Test
  void whatDoesNotArriveAsAnnouncedIsNotThere() throws Exception {
    assertRefused(put("/d", "012345678", "ETag", MD5_OF_DIGITS), 422);
    assertRefused(put("/d", "x", "ETag", "not a sum"), 422);

    assertRefused(send("GET", box + "/d", ""), 404);
  }

  @Test
  void objectsAreCopiedBothWays() throws Exception {
    put("/a%20b", "0123456789", "X-Object-Meta-Team", "vision", "Content-Type", "text/x-digits");
    String name = box.substring(1);

    var copied = send("COPY", box + "/a%20b", "", "Destination", name + "/c%2Bd");
    assertThat(copied.statusCode()).as(copied.body()).isEqualTo(201);
    var copy = send("GET", box + "/c+d", "");
    assertThat(copy.body()).isEqualTo("0123456789");
    assertThat(header(copy, "X-Object-Meta-Team")).isEqualTo("vision");
    assertThat(header(copy, "Content-Type")).isEqualTo("text/x-digits");
    var pulled =
        put("/e", "", "X-Copy-From", "/" + name + "/a%20b", "X-Object-Meta-Team", "speech");
    assertThat(pulled.statusCode()).as(pulled.body()).isEqualTo(201);
    assertThat(header(send("HEAD", box + "/e", ""), "X-Object-Meta-Team")).isEqualTo("speech");
    assertRefused(send("COPY", box + "/a%20b", ""), 412);
    assertRefused(send("COPY", box + "/none", "", "Destination", name + "/x"), 404);
  }

  @Test
  void listsAreTextOrJsonAndComeInPieces() throws Exception {
    assertThat(send("GET", box, "").statusCode()).isEqualTo(204);
    assertThat(send("GET", box + "?format=json", "").body()).isEqualTo("[]");
    for (String key : new String[] {"/a", "/b/1", "/b/2", "/c", "/%C3%BC"}) {
      put(key, "12345");
    }

    assertThat(send("GET", box, "").body()).isEqualTo("a\nb/1\nb/2\nc\nü\n");
    assertThat(send("GET", box + "?delimiter=/", "").body()).isEqualTo("a\nb/\nc\nü\n");
    assertThat(send("GET", box + "?delimiter=/&marker=b/&limit=1", "").body()).isEqualTo("c\n");
    assertThat(send("GET", box + "?prefix=b/", "").body()).isEqualTo("b/1\nb/2\n");
    assertThat(send("GET", box + "?marker=b/1&end_marker=c", "").body()).isEqualTo("b/2\n");
    assertThat(send("GET", box + "?limit=0", "").statusCode()).isEqualTo(204);
    JsonNode json =
        Json.mapper()
            .readTree(send("GET", box + "?delimiter=/", "", "Accept", "application/json").body());
    assertThat(json.get(0).get("name").asString()).isEqualTo("a");
    assertThat(json.get(0).get("bytes").asInt()).isEqualTo(5);
    assertThat(json.get(0).get("hash").asString()).matches("[0-9a-f]{32}");
    assertThat(json.get(1).get("subdir").asString()).isEqualTo("b/");
    var head = send("HEAD", box, "");
    assertThat(header(head, "X-Container-Object-Count")).isEqualTo("5");
    assertThat(header(head, "X-Container-Bytes-Used")).isEqualTo("25");
    assertThat(send("GET", "?prefix=" + box.substring(1), "").body())
        .isEqualTo(box.substring(1) + "\n");
    assertThat(send("GET", "?format=json", "").body()).contains("\"count\":5,\"bytes\":25");
    assertThat(header(send("HEAD", "", ""), "X-Account-Container-Count")).matches("[1-9][0-9]*");
    assertRefused(send("GET", box + "?limit=10001", ""), 400);
    assertRefused(send("GET", box + "?limit=1&limit=2", ""), 400);
    assertRefused(send("GET", box + "?format=xml", ""), 406);
    assertRefused(send("GET", "/nowhere", ""), 404);
  }

  @Test
  void containersAreBuckets() throws Exception {
    assertThat(send("PUT", box, "").statusCode()).isEqualTo(202);
    put("/d", "0123456789");
    assertThat(
            site.admin.get("/v1/gatehouse/project/-/bucket" + box + "/object/content?key=d").body())
        .isEqualTo("0123456789");
    assertRefused(send("DELETE", box, ""), 409);
    send("DELETE", box + "/d", "");
    assertThat(send("DELETE", box, "").statusCode()).isEqualTo(204);
    assertRefused(send("DELETE", box, ""), 404);
    assertRefused(send("PUT", "/No_Bucket", ""), 400);
    assertRefused(send("PUT", "", ""), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Object-Manifest",
        "X-Delete-At",
        "X-Delete-After",
        "X-Symlink-Target",
        "?multipart-manifest=put",
        "?extract-archive=tar",
        "?temp_url_sig=00"
      })
  void whatIsNotOfferedIsRefusedRatherThanForgotten(String what) throws Exception {
    assertRefused(what.startsWith("?") ? put("/d" + what, "x") : put("/d", "x", what, "1"), 400);
    assertRefused(send("GET", box + "/d", ""), 404);
  }

  @Test
  void containersTakeNoSettings() throws Exception {
    for (String name :
        new String[] {"X-Container-Read", "X-Container-Meta-A", "X-Versions-Location"}) {
      assertRefused(send("PUT", "/other-box", "", name, ".r:*"), 400);
      assertRefused(send("POST", box, "", name, ".r:*"), 400);
    }
    assertRefused(send("GET", "/other-box", ""), 404);
    assertThat(send("POST", box, "").statusCode()).isEqualTo(204);
  }

  @Test
  void aTokenOpensOneAccountAndNothingElseOpensIt() throws Exception {
    String others = site.server.objectStorage() + "/v1/AUTH_" + "0".repeat(32);

    assertRefused(sendAs(token, "GET", others, ""), 403);
    assertRefused(sendAs("", "GET", site.swift(), ""), 401);
    assertRefused(sendAs("ghu_none", "GET", site.swift(), ""), 401);
    assertRefused(sendAs("", "GET", site.swift(), "", "Authorization", "Bearer " + token), 401);
    assertRefused(sendAs(token, "GET", site.server.objectStorage() + "/v1", ""), 403);
    assertThat(sendAs(token, "GET", site.server.objectStorage() + box, "").statusCode())
        .as("S3 is signed, and takes no token")
        .isEqualTo(403);
    assertThat(send("GET", box + "/%FF", "").statusCode()).isEqualTo(400);
    assertThat(send("GET", box + "/%00", "").statusCode()).isEqualTo(400);
    assertThat(put("/a/%2e%2e/%2e%2e/%2e%2e/x", "1").statusCode()).isEqualTo(201);
    assertThat(send("GET", box, "").body()).isEqualTo("a/../../../x\n");
  }

  @Test
  void aPolicyBindsEachThing() throws Exception {
    String name = box.substring(1);
    put("/in", "1");
    put("/out", "1");
    site.policy(
        """
        {"Statement":[
          {"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Sid":"keep","Effect":"Deny","Action":["s3:GetObject","s3:DeleteObject"],
           "Resource":"arn:aws:s3:::%s/out"},
          {"Effect":"Deny","Action":"s3:ListBucket","Resource":"arn:aws:s3:::%s"}]}
        """
            .formatted(name, name));

    assertThat(send("GET", box + "/in", "").statusCode()).isEqualTo(200);
    var refused = send("GET", box + "/out", "");
    assertRefused(refused, 403);
    assertThat(refused.body()).contains("keep");
    assertRefused(send("DELETE", box + "/out", ""), 403);
    assertRefused(send("COPY", box + "/out", "", "Destination", name + "/mine"), 403);
    assertRefused(put("/mine", "", "X-Copy-From", name + "/out"), 403);
    assertRefused(send("POST", box + "/out", ""), 403);
    assertRefused(send("GET", box, ""), 403);
    assertThat(send("HEAD", box, "").statusCode()).isEqualTo(403);
    assertThat(send("GET", "?format=json&prefix=" + name, "").body())
        .contains(name)
        .doesNotContain("\"count\"");
  }

  @Test
  void aRightThatEndsCutsDownloadAndUploadAndIsCounted() throws Exception {
    byte[] large = new byte[SIZE];
    var up =
        HttpRequest.newBuilder(URI.create(site.swift() + box + "/large"))
            .header("X-Auth-Token", token)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(large))
            .build();
    assertThat(http.send(up, BodyHandlers.discarding()).statusCode()).isEqualTo(201);
    Files.write(folder.resolve("large"), large);
    Process download = curl("-o", "/dev/null", "--limit-rate", "2M", site.swift() + box + "/large");
    Process upload = curl("--limit-rate", "2M", "-T", "large", site.swift() + box + "/half");
    Until.holds(() -> open() == 2);

    Answer taken =
        site.admin.delete(
            "/v1/gatehouse/project/-/user/" + site.name + "/role/objectstore_operator");

    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
    assertThat(taken.json().path("receipt").path("connections").path("transfer").asInt())
        .as(taken.body())
        .isEqualTo(2);
    assertThat(download.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(upload.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(download.exitValue()).isNotZero();
    assertThat(upload.exitValue()).isNotZero();
    assertRefused(send("GET", box, ""), 403);
    site.admin.put(
        "/v1/gatehouse/project/-/user/" + site.name + "/role",
        "{\"roles\":[{\"name\":\"objectstore_operator\"}]}");
    assertThat(send("GET", box, "").body()).isEqualTo("large\n");
  }

  @Test
  void aRevokedTokenCutsWhatRunsOnIt() throws Exception {
    byte[] large = new byte[SIZE];
    Files.write(folder.resolve("large"), large);
    Process upload = curl("--limit-rate", "2M", "-T", "large", site.swift() + box + "/half");
    Until.holds(() -> open() == 1);
    String headers = "X-Auth-Token: " + token + "\r\nX-Subject-Token: " + token + "\r\n";

    assertThat(
            site.server
                .client()
                .sendBytes("DELETE", "/v3/auth/tokens", new byte[0], headers)
                .status())
        .isEqualTo(204);

    assertThat(upload.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(upload.exitValue()).isNotZero();
    assertRefused(send("GET", box, ""), 401);
    token = site.token();
    assertThat(send("GET", box, "").statusCode()).isEqualTo(204);
  }

  private Process curl(String... more) throws IOException {
    var command = new ArrayList<>(List.of("curl", "-sS", "--fail", "-H", "X-Auth-Token: " + token));
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static int open() throws Exception {
    int count = 0;
    for (JsonNode each : site.admin.get("/v1/gatehouse/project/-/connection").json().values()) {
      count += each.path("kind").asString("").equalsIgnoreCase("transfer") ? 1 : 0;
    }
    return count;
  }
}
