package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object storage as rclone sees it, with the file that Gatehouse makes for it. */
final class RcloneTest {
  @TempDir static Path folder;
  private static S3Site site;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/rclone")), "rclone is not installed");
    site = S3Site.start(folder);
    String project = site.admin.get("/v1/gatehouse/project").json().get(0).path("id").asString();
    String content =
        site.admin
            .get(
                "/1.0/cloud/project/"
                    + project
                    + "/user/"
                    + site.userId
                    + "/rclone?region=X&service=storage-s3")
            .json()
            .path("content")
            .asString();
    Files.writeString(folder.resolve("rclone.conf"), content);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private static String rclone(String... arguments) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                "rclone", "--config", "rclone.conf", "--retries", "1", "--low-level-retries", "1"));
    command.addAll(List.of(arguments));
    return site.run(command).succeeded();
  }

  private static String at(String path) {
    return site.user + ":" + path;
  }

  @Test
  void aTreeIsCopiedCheckedMovedAndPurged() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("tree/sub dir/ü"));
    for (int i = 0; i < 20; i++) {
      Files.writeString(tree.resolve("file " + i + ".txt"), "content " + i);
    }
    Files.write(tree.resolve("big"), new byte[12_000_000]);

    rclone("mkdir", at("bucket"));
    rclone("copy", "--s3-upload-cutoff", "5M", "tree", at("bucket/tree"));
    rclone("check", "--download", "tree", at("bucket/tree"));
    assertThat(rclone("lsf", "-R", "--files-only", at("bucket")).lines()).hasSize(21);
    rclone("moveto", at("bucket/tree/sub dir/ü/big"), at("bucket/moved"));
    assertThat(rclone("size", at("bucket/moved"))).contains("12000000");
    assertThat(rclone("cat", "--offset", "8", at("bucket/tree/sub dir/ü/file 7.txt")))
        .isEqualTo("7");
    rclone("sync", at("bucket/tree"), "back");
    assertThat(folder.resolve("back/sub dir/ü/file 3.txt")).hasContent("content 3");
    rclone("purge", at("bucket"));
    assertThat(rclone("lsd", at(""))).doesNotContain("bucket");
  }
}
