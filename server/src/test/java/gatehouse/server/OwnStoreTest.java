package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.ObjectStores;
import gatehouse.core.storage.ShelfContract;
import gatehouse.engines.stores.RemoteShelves;
import gatehouse.server.S3Site.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An installation whose objects are in a store elsewhere: another installation stands in for it.
 */
final class OwnStoreTest extends ShelfContract {
  @TempDir static Path folder;
  private static S3Site there;
  private static RemoteShelves shelves;

  /** Each test has projects of its own, so that it begins with an empty store. */
  private final Map<ProjectId, ObjectShelf> fresh = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    there = S3Site.start(Files.createDirectory(folder.resolve("there")));
    shelves =
        new RemoteShelves(
            URI.create("http://127.0.0.1:" + there.port),
            "local",
            there.access,
            new Secret(there.secret),
            Instant::now);
  }

  @AfterAll
  static void stop() throws Exception {
    shelves.close();
    there.close();
  }

  @Override
  protected ObjectStores stores() {
    return project ->
        fresh.computeIfAbsent(
            project,
            id -> shelves.of(new ProjectId(UUID.randomUUID().toString().replace("-", ""))));
  }

  private static String[] flags() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), there.secret + "\n");
    return new String[] {
      "--object-store-url",
      "http://127.0.0.1:" + there.port,
      "--object-store-region",
      "local",
      "--object-store-access-key",
      there.access,
      "--object-store-secret-key-file",
      secret.toString()
    };
  }

  @Test
  void clientsSeeNoDifference() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/aws")), "awscli is not installed");
    Path work = Files.createDirectory(folder.resolve("here"));
    byte[] large = new byte[20_000_000];
    new Random(1).nextBytes(large);
    Files.write(work.resolve("large"), large);
    Files.writeString(work.resolve("small"), "hello");
    try (S3Site here = S3Site.start(work, flags())) {
      here.aws("s3", "mb", "s3://data").succeeded();
      here.aws("s3", "cp", "large", "s3://data/a/large").succeeded();
      here.aws("s3", "cp", "small", "s3://data/a/b/ü +%.txt").succeeded();
      api(here, "put-object", "--key", "m", "--body", "small", "--metadata", "team=vision")
          .succeeded();
      Files.writeString(work.resolve("empty"), "");
      here.aws("s3", "cp", "empty", "s3://data/empty").succeeded();

      assertThat(here.aws("s3", "ls", "s3://data/a/").succeeded())
          .contains("PRE b/")
          .contains("20000000 large");
      assertThat(here.aws("s3", "ls").succeeded()).contains("data").doesNotContain("-data");
      here.aws("s3", "cp", "s3://data/a/large", "back").succeeded();
      assertThat(work.resolve("back")).hasBinaryContent(large);
      assertThat(api(here, "head-object", "--key", "m").succeeded()).contains("vision");
      api(here, "get-object", "--key", "m", "--range", "bytes=1-3", "part").succeeded();
      assertThat(work.resolve("part")).hasContent("ell");
      assertThat(
              api(here, "put-object", "--key", "m", "--body", "small", "--if-none-match", "*")
                  .out())
          .containsAnyOf("PreconditionFailed", "Unknown options");
      assertThat(api(here, "get-object", "--key", "no", "x").out()).contains("NoSuchKey");
      assertThat(here.aws("s3", "ls", "s3://none").out()).contains("NoSuchBucket");
      assertThat(here.aws("s3", "mb", "s3://" + "x".repeat(38)).out())
          .contains("InvalidBucketName")
          .contains("at most 37");
      here.policy("{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}");
      assertThat(here.aws("s3", "cp", "s3://data/m", "x").out()).contains("403");
    }
    assertThat(there.aws("s3", "ls").succeeded()).containsPattern("[0-9a-z]{25}-data");
    // The folder may be there from a first start without that store.
    try (Stream<Path> kept = Files.walk(folder.resolve("here/data/objects"))) {
      assertThat(kept.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static Outcome api(S3Site site, String verb, String... arguments) throws Exception {
    var all = new ArrayList<>(List.of("s3api", verb, "--bucket", "data"));
    all.addAll(List.of(arguments));
    return site.aws(all.toArray(String[]::new));
  }

  @Test
  void aKeyThatTheStoreDoesNotTakeIsSaidAtTheStart() throws Exception {
    String[] flags = flags();
    flags[5] = "0".repeat(32);

    assertThatThrownBy(() -> ServerProcess.start(folder.resolve("refused"), flags))
        .hasMessageContaining("cannot be used")
        .hasMessageContaining("InvalidAccessKeyId")
        .message()
        .doesNotContain(there.secret);
  }
}
