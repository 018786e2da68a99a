package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.doors.wire.Json;
import gatehouse.server.S3Site.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Versions of objects as the AWS command line sees them. */
final class VersioningTest {
  @TempDir static Path folder;
  private static S3Site site;
  private static int buckets;
  private String bucket;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/aws")), "awscli is not installed");
    site = S3Site.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @BeforeEach
  void aBucketThatKeepsVersions() throws Exception {
    site.policy("{\"Statement\":[]}");
    bucket = "versions-" + ++buckets;
    site.aws("s3", "mb", "s3://" + bucket).succeeded();
    put("a", "zero");
    become("Enabled");
  }

  private Outcome api(String verb, String... arguments) throws Exception {
    var all = new ArrayList<>(List.of("s3api", verb, "--bucket", bucket, "--output", "json"));
    all.addAll(List.of(arguments));
    return site.aws(all.toArray(String[]::new));
  }

  private void become(String status) throws Exception {
    api("put-bucket-versioning", "--versioning-configuration", "Status=" + status).succeeded();
  }

  private String put(String key, String text) throws Exception {
    Files.writeString(folder.resolve("body"), text);
    String answer = api("put-object", "--key", key, "--body", "body").succeeded();
    return Json.read(answer, JsonNode.class).path("VersionId").asString("");
  }

  private String get(String key, String... more) throws Exception {
    var all = new ArrayList<>(List.of("--key", key, "back"));
    all.addAll(List.of(more));
    api("get-object", all.toArray(String[]::new)).succeeded();
    return Files.readString(folder.resolve("back"));
  }

  private JsonNode versions() throws Exception {
    return Json.read(api("list-object-versions").succeeded(), JsonNode.class);
  }

  @Test
  void whatWasReplacedIsStillThere() throws Exception {
    String one = put("a", "one");
    String two = put("a", "two");

    assertThat(one).hasSize(32).isNotEqualTo(two);
    assertThat(get("a")).isEqualTo("two");
    assertThat(get("a", "--version-id", one)).isEqualTo("one");
    assertThat(get("a", "--version-id", "null")).isEqualTo("zero");
    assertThat(api("head-object", "--key", "a", "--version-id", one).succeeded()).contains(one);
    assertThat(versions().path("Versions").valueStream().map(v -> v.path("VersionId").asString()))
        .containsExactly(two, one, "null");
    assertThat(api("get-bucket-versioning").succeeded()).contains("Enabled");
    api("copy-object", "--key", "a", "--copy-source", bucket + "/a?versionId=" + one).succeeded();
    assertThat(get("a")).isEqualTo("one");
  }

  @Test
  void whatWasRemovedComesBackWithoutItsMarker() throws Exception {
    String one = put("a", "one");
    String marker =
        Json.read(api("delete-object", "--key", "a").succeeded(), JsonNode.class)
            .path("VersionId")
            .asString();

    assertThat(api("get-object", "--key", "a", "back").out()).contains("NoSuchKey");
    assertThat(api("get-object", "--key", "a", "--version-id", marker, "back").out())
        .contains("MethodNotAllowed");
    assertThat(api("get-object", "--key", "a", "--version-id", "0".repeat(32), "back").out())
        .contains("NoSuchVersion");
    assertThat(site.aws("s3", "ls", "s3://" + bucket).succeeded()).isEmpty();
    assertThat(versions().path("DeleteMarkers").path(0).path("VersionId").asString())
        .isEqualTo(marker);
    assertThat(site.aws("s3", "rb", "s3://" + bucket).out()).contains("BucketNotEmpty");
    assertThat(api("delete-object", "--key", "a", "--version-id", marker).succeeded())
        .contains("\"DeleteMarker\": true");
    assertThat(get("a")).isEqualTo("one");
    api("delete-object", "--key", "a", "--version-id", one).succeeded();
    assertThat(get("a")).isEqualTo("zero");
  }

  @Test
  void aBucketThatStoppedGoesOnWithoutNewVersions() throws Exception {
    String one = put("a", "one");
    become("Suspended");

    assertThat(put("a", "two")).isEqualTo("null");
    put("a", "three");
    assertThat(get("a")).isEqualTo("three");
    assertThat(versions().path("Versions").size()).isEqualTo(2);
    assertThat(get("a", "--version-id", one)).isEqualTo("one");
  }

  @Test
  void aBucketIsEmptiedByRemovingWhatIsListed() throws Exception {
    put("a", "one");
    put("b/c", "one");
    api("delete-object", "--key", "b/c").succeeded();
    var objects = new ArrayList<String>();
    for (String kind : List.of("Versions", "DeleteMarkers")) {
      for (JsonNode each : versions().path(kind)) {
        objects.add(
            "{\"Key\":%s,\"VersionId\":%s}".formatted(each.path("Key"), each.path("VersionId")));
      }
    }
    assertThat(objects).hasSize(4);

    api("delete-objects", "--delete", "{\"Objects\":[" + String.join(",", objects) + "]}")
        .succeeded();

    assertThat(versions().path("Versions").isMissingNode()).isTrue();
    site.aws("s3", "rb", "s3://" + bucket).succeeded();
  }

  @Test
  void whatWasBeforeIsARightOfItsOwn() throws Exception {
    String one = put("a", "one");
    put("a", "two");
    site.policy(
        """
        {"Statement":[
          {"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Sid":"past","Effect":"Deny","Resource":"*",
           "Action":["s3:GetObjectVersion","s3:DeleteObjectVersion","s3:ListBucketVersions",
                     "s3:PutBucketVersioning"]}]}
        """);

    assertThat(get("a")).isEqualTo("two");
    assertThat(api("get-object", "--key", "a", "--version-id", one, "back").out())
        .contains("AccessDenied")
        .contains("past");
    assertThat(api("delete-object", "--key", "a", "--version-id", one).out())
        .contains("AccessDenied");
    assertThat(
            api("copy-object", "--key", "b", "--copy-source", bucket + "/a?versionId=" + one).out())
        .contains("AccessDenied");
    assertThat(api("list-object-versions").out()).contains("AccessDenied");
    assertThat(api("put-bucket-versioning", "--versioning-configuration", "Status=Suspended").out())
        .contains("AccessDenied");
    assertThat(
            api(
                    "delete-objects",
                    "--delete",
                    "{\"Objects\":[{\"Key\":\"a\",\"VersionId\":\"" + one + "\"},{\"Key\":\"a\"}]}")
                .succeeded())
        .containsPattern("(?s)Deleted.*Errors.*AccessDenied");
    site.policy("{\"Statement\":[]}");
    assertThat(get("a", "--version-id", one)).isEqualTo("one");
  }
}
