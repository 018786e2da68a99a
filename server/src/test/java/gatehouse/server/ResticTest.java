package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups by restic into object storage. */
final class ResticTest {
  @TempDir static Path folder;
  private static S3Site site;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/restic")), "restic is not installed");
    site = S3Site.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private static String restic(String... arguments) throws Exception {
    var command =
        new ArrayList<>(List.of("restic", "-r", "s3:http://127.0.0.1:" + site.port + "/backup"));
    command.addAll(List.of(arguments));
    return site.run(command).succeeded();
  }

  @Test
  void whatIsBackedUpIsRestored() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    byte[] bytes = new byte[3_000_000];
    new Random(7).nextBytes(bytes);
    Files.write(tree.resolve("random"), bytes);
    Files.writeString(tree.resolve("text"), "hello");

    restic("init");
    restic("backup", "tree");
    Files.writeString(tree.resolve("text"), "changed");
    restic("backup", "tree");

    assertThat(restic("snapshots")).contains("2 snapshots");
    assertThat(restic("check", "--read-data")).contains("no errors were found");
    restic("restore", "latest", "--target", "restored");
    assertThat(folder.resolve("restored/tree/text")).hasContent("changed");
    assertThat(folder.resolve("restored/tree/random")).hasBinaryContent(bytes);
    restic("forget", "--keep-last", "1", "--prune");
    assertThat(restic("snapshots")).contains("1 snapshots");
  }
}
