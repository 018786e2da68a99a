package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.cli.Main;
import gatehouse.doors.cli.command.World;
import gatehouse.doors.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Buckets, objects and data stores from the command line, against a real server. */
final class StoreCommandsTest {
  @TempDir static Path folder;
  private static S3Site site;
  private static int buckets;

  private String bucket;
  private Path tree;
  private Path here;

  @BeforeAll
  static void start() throws Exception {
    site = S3Site.start(folder, "--local-data-stores");
  }

  @AfterAll
  static void stop() throws Exception {
    site.close();
  }

  @BeforeEach
  void aTreeAndABucket() throws Exception {
    bucket = "cli-" + ++buckets;
    tree = Files.createDirectories(folder.resolve(bucket).resolve("tree"));
    here = folder.resolve(bucket).resolve("here");
    Files.createDirectories(tree.resolve("a/ü"));
    Files.createDirectory(tree.resolve("none"));
    Files.writeString(tree.resolve("a/one.txt"), "one");
    Files.writeString(tree.resolve("a/ü/two words.txt"), "two");
    byte[] large = new byte[20_000_000];
    new Random(1).nextBytes(large);
    Files.write(tree.resolve("large"), large);
    assertThat(run("bucket", "create", bucket)).isEqualTo("Created " + bucket + "@LOCAL.\n");
  }

  private record Ran(int code, String out, String err) {}

  private static Ran ran(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream(),
            null,
            false);
    Map<String, String> environment = new HashMap<>();
    environment.put("GATEHOUSE_S3_ACCESS_KEY", site.access);
    environment.put("GATEHOUSE_S3_SECRET_KEY", site.secret);
    environment.put("GATEHOUSE_URL", "http://127.0.0.1:" + site.server.port());
    environment.put("GATEHOUSE_TOKEN", site.admin.token());
    environment.put("LAB_SECRET", site.secret);
    var world =
        new World(
            environment, folder, terminal, InstantSource.system(), ZoneOffset.UTC, length -> {});
    int code = Main.run(world, arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String run(String... arguments) {
    Ran ran = ran(arguments);
    assertThat(ran.code()).as(Arrays.toString(arguments) + ran).isZero();
    return ran.out();
  }

  private String upload(String... more) {
    var all = new String[more.length + 7];
    String prefix = tree.toString().substring(1) + "/";
    System.arraycopy(
        new String[] {
          "bucket", "object", "upload", bucket, tree.toString(), "--remove-prefix", prefix
        },
        0,
        all,
        0,
        7);
    System.arraycopy(more, 0, all, 7, more.length);
    return run(all);
  }

  private String listed() {
    return run("bucket", "object", "list", bucket);
  }

  private String download(String... more) {
    var all = new String[more.length + 6];
    System.arraycopy(
        new String[] {"bucket", "object", "download", bucket, "-o", here.toString()}, 0, all, 0, 6);
    System.arraycopy(more, 0, all, 6, more.length);
    return run(all);
  }

  @Test
  void aTreeGoesUpAndComesBackAsItWas() throws Exception {
    upload("--dry-run");
    assertThat(listed()).doesNotContain("large");
    assertThat(upload()).contains("upload a/ü/two words.txt").contains("upload none/");
    assertThat(upload()).isEmpty();
    assertThat(listed()).contains("a/one.txt").contains("large");

    download();

    assertThat(here.resolve("large")).hasSameBinaryContentAs(tree.resolve("large"));
    assertThat(here.resolve("a/ü/two words.txt")).hasContent("two");
    assertThat(here.resolve("none")).isDirectory();
    assertThat(download()).doesNotContain("one.txt");
    Files.writeString(here.resolve("a/one.txt"), "mine");
    download("--no-overwrite");
    assertThat(here.resolve("a/one.txt")).hasContent("mine");
    download();
    assertThat(here.resolve("a/one.txt")).hasContent("one");
    assertThat(run("bucket", "list", "-o", "json")).contains("\"" + bucket + "\"");
  }

  @Test
  void whatIsNotThereAnyMoreIsDeletedOrPutIntoTheTrash() throws Exception {
    upload();
    Files.delete(tree.resolve("a/one.txt"));
    assertThat(upload("--delete", "--dry-run")).contains("delete a/one.txt");
    assertThat(listed()).contains("a/one.txt");
    assertThat(upload("--delete", "--trash", bucket + "/old", "--yes")).contains("trash a/one.txt");
    assertThat(listed()).contains("old/a/one.txt").doesNotContainPattern("(?m) a/one.txt$");

    download("--prefix", "a/");
    Files.writeString(here.resolve("a/extra"), "x");
    Files.writeString(here.resolve("beside"), "x");
    assertThat(download("--prefix", "a/", "--delete", "--dry-run")).contains("delete a/extra");
    assertThat(here.resolve("a/extra")).exists();
    Path trash = folder.resolve(bucket).resolve("trash");
    download("--prefix", "a/", "--delete", "--trash", trash.toString());
    assertThat(here.resolve("a/extra")).doesNotExist();
    assertThat(trash.resolve("a/extra")).hasContent("x");
    assertThat(here.resolve("beside")).hasContent("x");
    Files.writeString(here.resolve("a/again"), "x");
    download("--prefix", "a/", "--delete");
    assertThat(here.resolve("a/again")).doesNotExist();
    assertThat(here.resolve("a/ü/two words.txt")).exists();
    assertThat(ran("bucket", "object", "download", bucket, "large", "--delete").code())
        .isEqualTo(2);
  }

  @Test
  void manyFilesTravelAsOne() throws Exception {
    for (String name : new String[] {"set.tar", "set.tar.gz"}) {
      upload("--tar", name);
      assertThat(listed()).contains(name).doesNotContain("one.txt");
      Path to = folder.resolve(bucket).resolve("of-" + name);
      run("bucket", "object", "download", bucket, name, "--untar", "-o", to.toString());
      assertThat(to.resolve("a/ü/two words.txt")).hasContent("two");
      assertThat(to.resolve("large")).hasSameBinaryContentAs(tree.resolve("large"));
      assertThat(to.resolve("none")).isDirectory();
      assertThat(to.resolve(name)).doesNotExist();
    }
  }

  @Test
  void anArchiveUnpacksNothingBesideItsFolder() throws Exception {
    for (String inside : new String[] {"../escaped", "/escaped", "a/../../escaped"}) {
      Path archive = tree.resolve("bad.tar");
      try (var tar = new TarArchiveOutputStream(Files.newOutputStream(archive))) {
        var entry = new TarArchiveEntry(inside, true);
        entry.setSize(1);
        tar.putArchiveEntry(entry);
        tar.write(1);
        tar.closeArchiveEntry();
      }
      upload();
      Ran refused =
          ran("bucket", "object", "download", bucket, "bad.tar", "--untar", "-o", here.toString());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(folder.resolve(bucket).resolve("escaped")).doesNotExist();
      assertThat(Path.of("/escaped")).doesNotExist();
    }
  }

  @Test
  void objectsAreCopiedMovedAndDeleted() {
    upload();
    run("bucket", "object", "copy", bucket, "a/one.txt", "b/one.txt");
    run("bucket", "object", "move", bucket, "a/", "c/", "-p", "-y");
    assertThat(listed()).contains("b/one.txt").contains("c/one.txt").doesNotContain(" a/one");
    run("bucket", "object", "delete", bucket, "--prefix", "c/", "--yes");
    assertThat(listed()).doesNotContain("c/one.txt");
    assertThat(ran("bucket", "delete", bucket, "--yes").err()).contains("not empty");
    run("bucket", "object", "delete", bucket, "--all", "--yes");
    run("bucket", "delete", bucket, "--yes");
    run("bucket", "create", "LOCAL", "one-more");
    run("bucket", "delete", "LOCAL", "one-more", "--yes");
    assertThat(run("bucket", "list")).doesNotContain(bucket + " ");
    assertThat(ran("bucket", "object", "list", bucket).err()).contains("NoSuchBucket");
  }

  @Test
  void aDataStoreIsAddedUsedAndTakenAway() {
    String url = "http://127.0.0.1:" + site.port;
    run(
        "datastore",
        "add",
        "s3",
        "LAB",
        url,
        "local",
        site.access,
        "--secret-key-from-env",
        "LAB_SECRET");
    assertThat(run("datastore", "list")).contains("LAB").contains(url);
    assertThat(ran("datastore", "list", "-o", "json").out()).doesNotContain(site.secret);
    assertThat(ran("datastore", "add", "s3", "LAB", url, "local", "x", "y").code()).isEqualTo(1);
    run("datastore", "delete", "LAB", "--yes");
    assertThat(run("datastore", "list")).doesNotContain("LAB");
  }
}
