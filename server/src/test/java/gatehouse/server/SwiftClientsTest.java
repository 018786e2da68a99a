package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gatehouse.doors.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Object storage as the clients of Swift see it, with a pasted openrc file. */
final class SwiftClientsTest {
  @TempDir static Path folder;
  private static OpenstackSite site;

  @BeforeAll
  static void start() throws Exception {
    site = OpenstackSite.start(folder);
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Files.write(folder.resolve("up"), bytes);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.close();
    }
  }

  private static void require(String program) {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + program)), program + " is not installed");
  }

  private static String shell(String line) throws Exception {
    return site.shell(line).succeeded();
  }

  @Test
  void theSwiftCommandLineUploadsListsCopiesDownloadsAndDeletes() throws Exception {
    require("swift");
    shell("swift post box");
    shell("swift upload box up --object-name 'a/b ü+%.bin' -H 'X-Object-Meta-Team: vision'");

    assertThat(shell("swift list")).contains("box\n");
    assertThat(shell("swift list box --delimiter /")).isEqualTo("a/\n");
    assertThat(shell("swift list box --prefix a/ --long")).contains("3000000", "a/b ü+%.bin");
    assertThat(shell("swift stat box")).containsPattern("Objects: 1\\s").contains("Bytes: 3000000");
    assertThat(shell("swift stat")).contains("AUTH_" + site.project).contains("Containers:");
    assertThat(shell("swift stat box 'a/b ü+%.bin'"))
        .contains("Content Length: 3000000")
        .contains("Meta Team: vision");
    shell("swift delete box");
    assertThat(shell("swift list")).doesNotContain("box");
  }

  @Test
  void theSwiftCommandLineCopiesAndTellsAnewAndHearsWhatIsNotOffered() throws Exception {
    require("swift");
    shell("swift upload chest up");

    shell("swift copy chest up --destination /chest/copy");
    shell("swift download chest copy -o down");
    assertThat(folder.resolve("down")).hasSameBinaryContentAs(folder.resolve("up"));
    shell("swift post chest copy -H 'X-Object-Meta-Team: speech'");
    assertThat(shell("swift stat chest copy")).contains("Meta Team: speech");
    assertThat(site.shell("swift post chest --read-acl '.r:*'").out())
        .contains("400", "Nothing is opened by lists here");
    assertThat(site.shell("swift upload chest up --object-name big -S 1000000").status())
        .isNotZero();
  }

  @Test
  void rcloneCopiesChecksMovesAndPurges() throws Exception {
    require("rclone");
    Path tree = Files.createDirectories(folder.resolve("tree/sub dir/ü"));
    for (int i = 0; i < 12; i++) {
      Files.writeString(tree.resolve("file " + i + ".txt"), "content " + i);
    }
    String rclone =
        "export RCLONE_CONFIG_SW_TYPE=swift RCLONE_CONFIG_SW_ENV_AUTH=true; rclone --config"
            + " /dev/null --retries 1 --low-level-retries 1 ";

    shell(rclone + "mkdir SW:cone");
    shell(rclone + "copy tree SW:cone/tree");
    shell(rclone + "check --download tree SW:cone/tree");
    assertThat(shell(rclone + "lsf -R --files-only SW:cone").lines()).hasSize(12);
    shell(rclone + "moveto 'SW:cone/tree/sub dir/ü/file 3.txt' SW:cone/moved");
    assertThat(shell(rclone + "cat --offset 8 SW:cone/moved")).isEqualTo("3");
    shell(rclone + "copy SW:cone/tree back");
    assertThat(folder.resolve("back/sub dir/ü/file 4.txt")).hasContent("content 4");
    assertThat(Files.getLastModifiedTime(folder.resolve("back/sub dir/ü/file 4.txt")).toMillis())
        .isEqualTo(Files.getLastModifiedTime(tree.resolve("file 4.txt")).toMillis());
    assertThat(shell(rclone + "lsd SW:")).contains("cone");
    shell(rclone + "purge SW:cone");
    assertThat(shell(rclone + "lsd SW:")).doesNotContain("cone");
  }

  @Test
  void theFileForRcloneWantsNothingButThePassword() throws Exception {
    require("rclone");
    String file =
        site.admin
            .get(site.users + "/" + site.id + "/rclone?region=LOCAL&service=storage")
            .json()
            .path("content")
            .asString();
    Files.writeString(folder.resolve("rclone.conf"), file);
    String alone =
        "unset ${!OS_*}; rclone --config rclone.conf --retries 1 --low-level-retries 1 mkdir "
            + site.name
            + ":from-file";

    assertThat(site.shell("export RCLONE_SWIFT_KEY=wrong; " + alone).status()).isNotZero();
    shell("export RCLONE_SWIFT_KEY=$OS_PASSWORD; " + alone);

    assertThat(shell("swift list")).contains("from-file");
  }

  @Test
  void openstackSpeaksOfContainersAndObjects() throws Exception {
    require("openstack");
    shell("openstack container create crate");
    shell("openstack object create crate up");

    assertThat(json("openstack container list").toString()).contains("crate");
    assertThat(json("openstack container show crate").path("object_count").asString())
        .isEqualTo("1");
    assertThat(json("openstack object list crate").toString()).contains("up");
    assertThat(json("openstack object show crate up").path("content-length").asString())
        .isEqualTo("3000000");
    shell("openstack object save crate up --file saved");
    assertThat(folder.resolve("saved")).hasSameBinaryContentAs(folder.resolve("up"));
    assertThat(site.shell("openstack container delete crate").out()).contains("409");
    shell("openstack object delete crate up");
    shell("openstack container delete crate");
  }

  private static JsonNode json(String line) throws Exception {
    return Json.mapper().readTree(shell(line + " -f json"));
  }
}
