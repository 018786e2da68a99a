package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.server.Client.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A right that ends while bytes flow on it: the transfer is cut, counted, and leaves nothing. */
final class TransferRevocationTest {
  private static final int SIZE = 150_000_000;
  private static final String NONE = "{\"Statement\":[]}";

  @TempDir static Path folder;
  private static S3Site site;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    site = S3Site.start(folder);
    Files.write(folder.resolve("large"), new byte[SIZE]);
    assertThat(curl(site.access, site.secret, "-X", "PUT", url("")).waitFor()).isZero();
    assertThat(curl(site.access, site.secret, "-T", "large", url("/large")).waitFor()).isZero();
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private static String url(String key) {
    return "http://127.0.0.1:" + site.port + "/data" + key;
  }

  private static Process curl(String access, String secret, String... more) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "curl",
                "-sS",
                "--fail",
                "-o",
                "/dev/null",
                "--aws-sigv4",
                "aws:amz:local:s3",
                "-u",
                access + ":" + secret,
                "-H",
                "x-amz-content-sha256: UNSIGNED-PAYLOAD"));
    command.addAll(List.of(more));
    return site.start(command);
  }

  /** A download and an upload that both go on for minutes if nobody ends them. */
  private record Transfers(Process download, Process upload) {
    static Transfers of(JsonNode key) throws Exception {
      String access = key.path("access").asString();
      String secret = key.path("secret").asString();
      var transfers =
          new Transfers(
              curl(access, secret, "--limit-rate", "2M", url("/large")),
              curl(access, secret, "--limit-rate", "2M", "-T", "large", url("/half")));
      Until.holds(() -> open() == 2);
      return transfers;
    }

    void areCut() throws Exception {
      assertThat(download.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(upload.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(download.exitValue()).isNotZero();
      assertThat(upload.exitValue()).isNotZero();
      assertThat(open()).isZero();
      assertThat(curl(site.access, site.secret, "-I", url("/half")).waitFor())
          .as("nothing half-written is there")
          .isNotZero();
    }

    private static int open() throws Exception {
      int count = 0;
      for (JsonNode each : site.admin.get("/v1/gatehouse/project/-/connection").json().values()) {
        count += each.path("kind").asString("").equalsIgnoreCase("transfer") ? 1 : 0;
      }
      return count;
    }
  }

  private static void counts(Answer answer, int transfers) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("receipt").path("connections").path("transfer").asInt())
        .as(answer.body())
        .isEqualTo(transfers);
  }

  @Test
  void deletingTheKeyCutsBoth() throws Exception {
    JsonNode key = site.newKey();
    Transfers transfers = Transfers.of(key);

    counts(site.deleteKey(key.path("access").asString()), 2);

    transfers.areCut();
  }

  @Test
  void tighteningThePolicyCutsWhatItNoLongerAllows() throws Exception {
    Transfers transfers = Transfers.of(site.newKey());

    counts(
        site.policy(
            """
            {"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}
            """),
        1);
    assertThat(transfers.upload().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(transfers.download().isAlive()).isTrue();
    counts(
        site.policy(
            "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}"),
        1);

    assertThat(transfers.download().waitFor(20, TimeUnit.SECONDS)).isTrue();
    site.policy(NONE);
    transfers.areCut();
  }

  @Test
  void takingTheRoleAwayCutsBothAndGivingItBackLetsThemInAgain() throws Exception {
    Transfers transfers = Transfers.of(site.newKey());
    String roles = S3Site.USERS + "/" + site.user + "/role/objectstore_operator";

    counts(site.admin.delete(roles), 2);

    assertThat(curl(site.access, site.secret, "-I", url("/large")).waitFor()).isNotZero();
    assertThat(
            site.admin
                .put(
                    S3Site.USERS + "/" + site.user + "/role",
                    "{\"roles\":[{\"name\":\"objectstore_operator\"}]}")
                .status())
        .isEqualTo(200);
    assertThat(curl(site.access, site.secret, "-I", url("/large")).waitFor()).isZero();
    transfers.areCut();
  }
}
