package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.server.S3Site.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object storage as s3cmd sees it. */
final class S3cmdTest {
  @TempDir static Path folder;
  private static S3Site site;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/s3cmd")), "s3cmd is not installed");
    site = S3Site.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private static Outcome s3cmd(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "s3cmd",
                "--no-ssl",
                "--host=127.0.0.1:" + site.port,
                "--host-bucket=127.0.0.1:" + site.port,
                "--access_key=" + site.access,
                "--secret_key=" + site.secret,
                "--region=local",
                "--no-progress"));
    command.addAll(List.of(arguments));
    return site.run(command);
  }

  @Test
  void everyVerbDoesWhatItSays() throws Exception {
    Files.writeString(folder.resolve("one"), "hello");
    Files.write(folder.resolve("big"), new byte[17_000_000]);

    s3cmd("mb", "s3://bucket").succeeded();
    s3cmd("put", "one", "s3://bucket/a/one").succeeded();
    s3cmd("put", "big", "s3://bucket/big").succeeded();
    assertThat(s3cmd("ls", "-r", "s3://bucket").succeeded())
        .contains("s3://bucket/a/one")
        .contains("17000000");
    s3cmd("get", "s3://bucket/a/one", "back").succeeded();
    assertThat(folder.resolve("back")).hasContent("hello");
    s3cmd("cp", "s3://bucket/a/one", "s3://bucket/b/two").succeeded();
    s3cmd("mv", "s3://bucket/b/two", "s3://bucket/c").succeeded();
    assertThat(s3cmd("info", "s3://bucket/c").succeeded()).contains("File size: 5");
    assertThat(s3cmd("du", "s3://bucket").succeeded()).contains("17000010");
    assertThat(s3cmd("rb", "s3://bucket").out()).contains("BucketNotEmpty");
    s3cmd("del", "-r", "-f", "s3://bucket").succeeded();
    s3cmd("rb", "s3://bucket").succeeded();
    assertThat(s3cmd("ls", "s3://bucket").out()).contains("NoSuchBucket");
    assertThat(s3cmd("ls").succeeded()).isEmpty();
  }
}
