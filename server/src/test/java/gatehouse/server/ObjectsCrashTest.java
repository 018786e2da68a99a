package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed in the middle of uploads has every object that it acknowledged, whole.
 */
final class ObjectsCrashTest {
  private static final Pattern COPIED =
      Pattern.compile("INFO +: (f\\d+): (?:Multi-thread )?Copied");
  private static final int FILES = 400;

  @TempDir Path folder;

  private static List<String> rclone(int port, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                "rclone",
                "--config",
                "/dev/null",
                "--retries",
                "1",
                "--low-level-retries",
                "1",
                "--s3-provider",
                "Other",
                "--s3-env-auth",
                "--s3-endpoint",
                "http://127.0.0.1:" + port));
    command.addAll(List.of(arguments));
    return command;
  }

  @Test
  void whatWasAcknowledgedIsThereAndNothingIsTorn() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/rclone")), "rclone is not installed");
    Path tree = Files.createDirectory(folder.resolve("tree"));
    var random = new Random(1);
    for (int i = 0; i < FILES; i++) {
      byte[] bytes = new byte[i % 10 == 0 ? 3_000_000 : 50_000];
      random.nextBytes(bytes);
      Files.write(tree.resolve("f" + i), bytes);
    }
    var acknowledged = new ArrayList<String>();
    try (S3Site site = S3Site.start(folder)) {
      site.run(rclone(site.port, "mkdir", ":s3:data")).succeeded();
      Process copying =
          site.start(rclone(site.port, "-v", "--transfers", "8", "copy", "tree", ":s3:data"));
      var lines = copying.inputReader(StandardCharsets.UTF_8);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher copied = COPIED.matcher(line);
        if (copied.find()) {
          acknowledged.add(copied.group(1));
          if (acknowledged.size() == 40) {
            site.server.kill();
            // It would try each file again for minutes; what it has said by now is read on.
            copying.toHandle().destroy();
          }
        }
      }
      copying.waitFor();
      try (var again = ServerProcess.start(folder.resolve("data"))) {
        int port = URI.create(again.objectStorage()).getPort();
        site.run(rclone(port, "copy", ":s3:data", "back")).succeeded();
      }
    }

    assertThat(acknowledged).hasSizeBetween(40, FILES - 1);
    for (String name : acknowledged) {
      assertThat(folder.resolve("back").resolve(name)).as(name).exists();
    }
    try (Stream<Path> back = Files.list(folder.resolve("back"))) {
      for (Path each : back.toList()) {
        assertThat(each).hasSameBinaryContentAs(tree.resolve(each.getFileName()));
      }
    }
  }
}
