package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Object storage as programs in Python see it: what each deed asks for is in {@code boto.py}. */
final class BotoTest {
  private static final Path BOTO = Path.of("/usr/lib/python3/dist-packages/boto3");

  @TempDir static Path folder;
  private static S3Site site;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isDirectory(BOTO), "python3-boto3 is not installed");
    site = S3Site.start(folder);
    try (InputStream script = BotoTest.class.getResourceAsStream("boto.py")) {
      Files.write(folder.resolve("boto.py"), Objects.requireNonNull(script).readAllBytes());
    }
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objects",
        "lists",
        "multipart",
        "presigned",
        "unsigned",
        "trailers",
        "chunks",
        "versions",
        "copies",
        "batches",
        "refusals"
      })
  void botoGetsWhatItAsksFor(String deed) throws Exception {
    var outcome =
        site.run(List.of("/usr/bin/python3", "boto.py", "http://127.0.0.1:" + site.port, deed));

    assertThat(outcome.succeeded()).contains("done");
  }
}
