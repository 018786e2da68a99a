package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.server.Client.Answer;
import gatehouse.server.S3Site.Outcome;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object storage as the AWS command line sees it: each verb, and each refusal. */
final class AwsCliTest {
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
  void aBucket() throws Exception {
    site.policy("{\"Statement\":[]}");
    bucket = "bucket-" + ++buckets;
    site.aws("s3", "mb", "s3://" + bucket).succeeded();
  }

  private Path file(String name, int size) throws Exception {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }

  private String s3(String key) {
    return "s3://" + bucket + "/" + key;
  }

  private static Outcome api(String verb, String... arguments) throws Exception {
    var all = new java.util.ArrayList<>(List.of("s3api", verb));
    all.addAll(List.of(arguments));
    return site.aws(all.toArray(String[]::new));
  }

  @Test
  void whatIsUploadedIsListedAndDownloadedAndRemoved() throws Exception {
    Path up = file("up", 100_000);

    site.aws("s3", "cp", up.toString(), s3("a/b ü+%.bin")).succeeded();
    assertThat(site.aws("s3", "ls", s3("a/")).succeeded()).contains("100000 b ü+%.bin");
    site.aws("s3", "cp", s3("a/b ü+%.bin"), "down").succeeded();
    assertThat(folder.resolve("down")).hasSameBinaryContentAs(up);
    site.aws("s3", "rm", s3("a/b ü+%.bin")).succeeded();
    assertThat(site.aws("s3", "ls", s3("")).out()).isEmpty();
    site.aws("s3", "rb", "s3://" + bucket).succeeded();
    assertThat(site.aws("s3", "ls").succeeded()).doesNotContain(bucket);
  }

  @Test
  void aLargeFileGoesUpInPartsAndComesBackWhole() throws Exception {
    Path up = file("large", 40_000_000);

    site.aws("s3", "cp", up.toString(), s3("large")).succeeded();

    assertThat(api("head-object", "--bucket", bucket, "--key", "large").succeeded())
        .contains("\"ContentLength\": 40000000")
        .containsPattern("[0-9a-f]{32}-5");
    site.aws("s3", "cp", s3("large"), "large.back").succeeded();
    assertThat(folder.resolve("large.back")).hasSameBinaryContentAs(up);
    assertThat(api("list-multipart-uploads", "--bucket", bucket).succeeded())
        .doesNotContain("UploadId");
  }

  @Test
  void aFolderIsSynchronisedCopiedAndRemovedInOneGo() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree/x/y"));
    for (int i = 0; i < 12; i++) {
      Path file = Files.writeString(tree.resolve("f" + i), "content " + i);
      // Listings tell whole seconds: a file of this very second would count as newer than its copy.
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    site.aws("s3", "sync", "tree", s3("tree")).succeeded();
    assertThat(site.aws("s3", "sync", "tree", s3("tree")).succeeded()).isEmpty();
    site.aws("s3", "cp", s3("tree"), s3("copy"), "--recursive").succeeded();
    assertThat(site.aws("s3", "ls", s3("copy/x/y/")).succeeded().lines()).hasSize(12);
    String delete =
        "{\"Objects\":[{\"Key\":\"copy/x/y/f0\"},{\"Key\":\"copy/x/y/f1\"},{\"Key\":\"no\"}]}";
    assertThat(api("delete-objects", "--bucket", bucket, "--delete", delete).succeeded())
        .contains("\"Deleted\"")
        .doesNotContain("Errors");
    site.aws("s3", "rm", s3(""), "--recursive").succeeded();
    assertThat(api("list-objects-v2", "--bucket", bucket).succeeded()).doesNotContain("Contents");
  }

  @Test
  void rangesConditionsAndMetadataAreKept() throws Exception {
    Files.writeString(folder.resolve("digits"), "0123456789");
    api(
            "put-object",
            "--bucket",
            bucket,
            "--key",
            "d",
            "--body",
            "digits",
            "--content-type",
            "text/plain",
            "--metadata",
            "team=vision")
        .succeeded();

    String head =
        api("get-object", "--bucket", bucket, "--key", "d", "--range", "bytes=3-5", "part")
            .succeeded();

    assertThat(folder.resolve("part")).hasContent("345");
    assertThat(head)
        .contains("bytes 3-5/10")
        .contains("\"team\": \"vision\"")
        .contains("text/plain");
    String etag = "781e5e245d69b566979b86e28d23f2c7";
    assertThat(
            api("get-object", "--bucket", bucket, "--key", "d", "--if-none-match", etag, "x").out())
        .contains("304");
    assertThat(api("get-object", "--bucket", bucket, "--key", "d", "--if-match", "0", "x").out())
        .contains("PreconditionFailed");
    assertThat(
            api("get-object", "--bucket", bucket, "--key", "d", "--range", "bytes=99-", "x").out())
        .contains("InvalidRange");
  }

  @Test
  void whatIsWrongIsSaidInTheCodesOfS3() throws Exception {
    assertThat(api("head-bucket", "--bucket", "not-there").out()).contains("404");
    assertThat(site.aws("s3", "ls", "s3://not-there").out()).contains("NoSuchBucket");
    assertThat(api("get-object", "--bucket", bucket, "--key", "no", "x").out())
        .contains("NoSuchKey");
    assertThat(site.aws("s3", "mb", "s3://" + bucket).out()).contains("BucketAlreadyOwnedByYou");
    Files.writeString(folder.resolve("one"), "1");
    site.aws("s3", "cp", "one", s3("one")).succeeded();
    assertThat(site.aws("s3", "rb", "s3://" + bucket).out()).contains("BucketNotEmpty");
    assertThat(
            api("put-bucket-tagging", "--bucket", bucket, "--tagging", "TagSet=[{Key=a,Value=b}]")
                .out())
        .contains("NotImplemented");
    assertThat(
            api("abort-multipart-upload", "--bucket", bucket, "--key", "a", "--upload-id", "0")
                .out())
        .contains("NoSuchUpload");
    assertThat(api("put-object", "--bucket", bucket, "--key", "a", "--content-md5", "AAAA").out())
        .contains("InvalidDigest");
  }

  @Test
  void aWrongSecretAndAnUnknownKeyAreToldApart() throws Exception {
    var wrong =
        List.of(
            "env",
            "AWS_SECRET_ACCESS_KEY=" + "0".repeat(32),
            "aws",
            "--endpoint-url",
            "http://127.0.0.1:" + site.port,
            "s3",
            "ls");
    assertThat(site.run(wrong).out()).contains("SignatureDoesNotMatch");
    var unknown =
        List.of(
            "env",
            "AWS_ACCESS_KEY_ID=" + "0".repeat(32),
            "aws",
            "--endpoint-url",
            "http://127.0.0.1:" + site.port,
            "s3",
            "ls");
    assertThat(site.run(unknown).out())
        .contains("InvalidAccessKeyId", "does not exist in our records");
  }

  @Test
  void aPolicyNarrowsAndADenyBindsTheBucketsMakerToo() throws Exception {
    Files.writeString(folder.resolve("one"), "1");
    site.aws("s3", "cp", "one", s3("in/one")).succeeded();
    site.aws("s3", "cp", "one", s3("out/one")).succeeded();

    Answer set =
        site.policy(
            """
            {"Statement":[
              {"Sid":"all","Effect":"Allow","Action":"s3:*","Resource":"*"},
              {"Sid":"keep","Effect":"Deny","Action":["s3:DeleteObject","s3:GetObject"],
               "Resource":"arn:aws:s3:::%s/out/*"}]}
            """
                .formatted(bucket));

    assertThat(set.status()).isEqualTo(200);
    site.aws("s3", "cp", s3("in/one"), "x").succeeded();
    assertThat(api("get-object", "--bucket", bucket, "--key", "out/one", "x").out())
        .contains("AccessDenied")
        .contains("keep");
    assertThat(
            api(
                    "copy-object",
                    "--bucket",
                    bucket,
                    "--key",
                    "in/two",
                    "--copy-source",
                    bucket + "/out/one")
                .out())
        .contains("AccessDenied");
    String delete = "{\"Objects\":[{\"Key\":\"in/one\"},{\"Key\":\"out/one\"}]}";
    assertThat(api("delete-objects", "--bucket", bucket, "--delete", delete).out())
        .containsPattern("(?s)Deleted.*in/one.*Errors.*out/one.*AccessDenied");
    site.policy(
        """
        {"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*",
          "Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}}]}
        """);
    assertThat(site.aws("s3", "ls", s3("")).out()).contains("AccessDenied");
    site.policy(
        "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:GetBucketLocation\",\"Resource\":\"*\"}]}");
    assertThat(api("get-bucket-location", "--bucket", bucket).out()).contains("AccessDenied");
  }

  @Test
  void aPresignedLinkDiesWithItsKey() throws Exception {
    Files.writeString(folder.resolve("one"), "hello");
    site.aws("s3", "cp", "one", s3("one")).succeeded();
    var key = site.newKey();
    String link =
        site.run(
                List.of(
                    "env",
                    "AWS_ACCESS_KEY_ID=" + key.path("access").asString(),
                    "AWS_SECRET_ACCESS_KEY=" + key.path("secret").asString(),
                    "aws",
                    "--endpoint-url",
                    "http://127.0.0.1:" + site.port,
                    "s3",
                    "presign",
                    s3("one")))
            .succeeded()
            .strip();
    assertThat(status(link)).isEqualTo(200);

    Answer deleted = site.deleteKey(key.path("access").asString());

    assertThat(deleted.json().path("receipt").path("credentials").path("s3_key").asInt())
        .isEqualTo(1);
    assertThat(status(link)).isEqualTo(403);
  }

  @Test
  void bucketsAreHostsToo() throws Exception {
    Files.writeString(folder.resolve("one"), "hello");
    site.aws("s3", "cp", "one", s3("one")).succeeded();
    String host = bucket + ".s3.localhost:" + site.port;

    Outcome listed =
        site.run(
            List.of(
                "curl",
                "-sS",
                "--resolve",
                host + ":127.0.0.1",
                "--aws-sigv4",
                "aws:amz:local:s3",
                "-u",
                site.access + ":" + site.secret,
                "-H",
                "x-amz-content-sha256: UNSIGNED-PAYLOAD",
                "http://" + host + "/one"));

    assertThat(listed.out()).isEqualTo("hello");
  }

  @Test
  void keysCannotLeadOutOfTheirBucket() throws Exception {
    Files.writeString(folder.resolve("one"), "hello");
    for (String key : List.of("a/../../b", "./x", "//y", "a/%2e%2e/b")) {
      api("put-object", "--bucket", bucket, "--key", key, "--body", "one").succeeded();
      api("get-object", "--bucket", bucket, "--key", key, "back").succeeded();
      assertThat(folder.resolve("back")).hasContent("hello");
    }
    assertThat(api("list-objects-v2", "--bucket", bucket).succeeded())
        .contains("\"a/../../b\"")
        .contains("\"a/%2e%2e/b\"");
    assertThat(
            api("put-object", "--bucket", bucket, "--key", "../../escape", "--body", "one")
                .status())
        .isNotZero();
    assertThat(Files.exists(folder.resolve("data/escape"))).isFalse();
    assertThat(Files.exists(folder.resolve("escape"))).isFalse();
  }

  @Test
  void aLargeBodySignedInOnePieceIsCheckedAsItPasses() throws Exception {
    Path up = file("signed", 70_000_000);
    api("put-object", "--bucket", bucket, "--key", "whole", "--body", "signed").succeeded();
    site.aws("s3", "cp", s3("whole"), "signed.back").succeeded();
    assertThat(folder.resolve("signed.back")).hasSameBinaryContentAs(up);

    Outcome wrong =
        site.run(
            List.of(
                "curl",
                "-sS",
                "--aws-sigv4",
                "aws:amz:local:s3",
                "-u",
                site.access + ":" + site.secret,
                "-H",
                "x-amz-content-sha256: " + "0".repeat(64),
                "-T",
                "signed",
                "http://127.0.0.1:" + site.port + "/" + bucket + "/wrong"));

    assertThat(wrong.out()).contains("XAmzContentSHA256Mismatch");
    assertThat(api("head-object", "--bucket", bucket, "--key", "wrong").out()).contains("404");
  }

  @Test
  void whatIsNoAddressAtAllIsAnsweredInTheShapeOfS3() throws Exception {
    Outcome outcome =
        site.run(
            List.of("curl", "-sS", "--path-as-is", "http://127.0.0.1:" + site.port + "/../../etc"));

    assertThat(outcome.out()).contains("<Error><Code>").doesNotContain("html");
  }

  private static int status(String link) throws Exception {
    var connection = (HttpURLConnection) URI.create(link).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
