package gatehouse.engines.runtimes.backups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.engines.runtimes.backups.Backups.Saved;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsTest {
  private static final String OWNER = "3f0c1a52-0000-4000-8000-000000000001";
  private static final String OTHER = "3f0c1a52-0000-4000-8000-000000000002";

  @TempDir Path disk;
  private Path folder;
  private Backups backups;

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(disk.resolve("folder"));
    backups = new Backups(disk.resolve("backups"), 0);
  }

  @Test
  void allComesBackAsItWas() throws IOException {
    write("notes.txt", "hello");
    write("deep/er/train.py", "print()");
    write("ünïcödé 🌍/naïve \" \n.txt", "names");
    write("run.sh", "#!/bin/sh");
    mode("run.sh", "rwxr-x--x");
    write("closed/secret", "s");
    mode("closed/secret", "---------");
    mode("closed", "r-x------");
    Files.createDirectory(folder.resolve("empty"));
    Files.createSymbolicLink(folder.resolve("link"), Path.of("deep/er/../er/train.py"));
    Files.createSymbolicLink(folder.resolve("away"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(folder.resolve("broken"), Path.of("nowhere"));
    Files.createLink(folder.resolve("twin"), folder.resolve("notes.txt"));
    Files.createFile(folder.resolve(notText()));
    Files.setLastModifiedTime(
        folder.resolve("notes.txt"), FileTime.from(Instant.parse("2020-01-02T03:04:05.678Z")));
    Files.setLastModifiedTime(
        folder.resolve("deep"), FileTime.from(Instant.parse("2021-01-01T00:00:00Z")));
    List<String> before = told(folder);

    UUID id = save(null);
    Path back = disk.resolve("back");
    backups.restore(OWNER, id, back, 0, () -> false);

    assertThat(told(back)).isEqualTo(before).hasSize(15);
    assertThat(Files.getAttribute(back.resolve("twin"), "unix:ino"))
        .isEqualTo(Files.getAttribute(back.resolve("notes.txt"), "unix:ino"));
    assertThat(Files.isSymbolicLink(back.resolve("away"))).isTrue();
  }

  @Test
  void nothingOutsideIsReadAndNothingWaitsForAPipe() throws Exception {
    Path outside = Files.createDirectory(disk.resolve("outside"));
    Files.writeString(outside.resolve("private"), "not yours");
    Files.createSymbolicLink(folder.resolve("door"), outside);
    Files.createSymbolicLink(folder.resolve("file"), outside.resolve("private"));
    new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor();
    write("mine", "mine");

    UUID id = save(null);

    assertThat(allText(disk.resolve("backups"))).contains("mine").doesNotContain("not yours");
    backups.restore(OWNER, id, disk.resolve("back"), 0, () -> false);
    assertThat(disk.resolve("back/pipe")).doesNotExist();
    assertThat(Files.readSymbolicLink(disk.resolve("back/door"))).isEqualTo(outside);
  }

  @Test
  void whereNothingChangedNoOtherIsMadeAndNothingIsReadAgain() throws IOException {
    write("a", "1".repeat(100_000));
    UUID first = save(null);
    var asked = new AtomicInteger();

    Saved again = backups.save(folder, OWNER, UUID.randomUUID(), first, () -> counted(asked));

    assertThat(again.changed()).isFalse();
    assertThat(asked).hasValue(1); // For the one name; a file that is read asks for each block.
    assertThat(Trees.children(disk.resolve("backups").resolve(OWNER))).hasSize(1);
  }

  @Test
  void whatStayedIsSharedAndWhatWasWrittenIsNot() throws IOException {
    write("same", "x".repeat(50_000));
    write("other", "before");
    UUID first = save(null);
    write("other", "after!");
    Files.setLastModifiedTime(folder.resolve("other"), FileTime.from(Instant.EPOCH));
    UUID second = save(first);

    assertThat(Files.getAttribute(contents(first).get("same"), "unix:ino"))
        .isEqualTo(Files.getAttribute(contents(second).get("same"), "unix:ino"));
    backups.delete(OWNER, first);
    backups.restore(OWNER, second, disk.resolve("back"), 0, () -> false);
    assertThat(disk.resolve("back/same")).hasContent("x".repeat(50_000));
    assertThat(disk.resolve("back/other")).hasContent("after!");
  }

  @Test
  void aFileThatIsWrittenWithItsOldLengthAndTimeIsSeenAll() throws IOException {
    write("a", "one");
    FileTime time = Files.getLastModifiedTime(folder.resolve("a"));
    UUID first = save(null);
    write("a", "two");
    Files.setLastModifiedTime(folder.resolve("a"), time);

    UUID second = save(first);

    backups.restore(OWNER, second, disk.resolve("back"), 0, () -> false);
    assertThat(disk.resolve("back/a")).hasContent("two");
  }

  @Test
  void whatWasRestoredIsKnownAgainWithoutBeingKeptTwice() throws IOException {
    write("a", "x".repeat(200_000));
    UUID first = save(null);
    Path back = disk.resolve("back");
    backups.restore(OWNER, first, back, 0, () -> false);

    Saved again = backups.save(back, OWNER, UUID.randomUUID(), first, () -> false);
    assertThat(again.changed()).isFalse();
    var asked = new AtomicInteger();
    Saved third = backups.save(back, OWNER, UUID.randomUUID(), first, () -> counted(asked));

    assertThat(third.changed()).isFalse();
    assertThat(asked).hasValue(1);
  }

  @Test
  void aCopyOutlivesWhatItWasMadeOf() throws IOException {
    write("a", "kept");
    UUID first = save(null);
    UUID copy = UUID.randomUUID();

    backups.copy(OWNER, first, OTHER, copy);
    backups.deleteAll(OWNER);

    backups.restore(OTHER, copy, disk.resolve("back"), 0, () -> false);
    assertThat(disk.resolve("back/a")).hasContent("kept");
    assertThat(disk.resolve("backups").resolve(OWNER)).doesNotExist();
  }

  @Test
  void holesTakeNoRoom() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("sparse").toFile(), "rw")) {
      file.setLength(64 << 20);
      file.seek(32 << 20);
      file.write(7);
    }
    UUID id = save(null);
    backups.restore(OWNER, id, disk.resolve("back"), 0, () -> false);

    assertThat(Files.mismatch(folder.resolve("sparse"), disk.resolve("back/sparse"))).isEqualTo(-1);
    assertThat(onDisk(disk.resolve("back"))).isLessThan(4 << 20);
    assertThat(onDisk(disk.resolve("backups"))).isLessThan(4 << 20);
  }

  @Test
  void damageIsNoticedAndNothingHalfMadeIsLeft() throws IOException {
    write("a", "content");
    write("b", "other");
    UUID id = save(null);
    Path content = contents(id).get("b");
    Files.writeString(content, "0ther");
    Path back = disk.resolve("back");

    assertThatThrownBy(() -> backups.restore(OWNER, id, back, 0, () -> false))
        .isInstanceOf(DamagedBackup.class)
        .hasMessageContaining("b is not what it was");
    assertThat(Trees.children(disk).stream().map(path -> path.getFileName().toString()))
        .containsExactlyInAnyOrder("folder", "backups");

    Path manifest =
        disk.resolve("backups").resolve(OWNER).resolve(id.toString()).resolve("manifest");
    Files.writeString(manifest, Files.readString(manifest).replace(" /a", " /c"));
    assertThatThrownBy(() -> backups.restore(OWNER, id, back, 0, () -> false))
        .isInstanceOf(DamagedBackup.class)
        .hasMessageContaining("manifest");
  }

  @Test
  void whatIsToldToEndLeavesNothing() throws IOException {
    write("a", "x".repeat(1_000_000));
    var asked = new AtomicInteger();

    assertThatThrownBy(
            () ->
                backups.save(
                    folder, OWNER, UUID.randomUUID(), null, () -> asked.incrementAndGet() > 3))
        .hasMessageContaining("told to end");
    assertThat(Trees.children(disk.resolve("backups").resolve(OWNER))).isEmpty();
  }

  @Test
  void thereIsALimitToHowMuchIsSaved() throws IOException {
    backups = new Backups(disk.resolve("backups"), 1 << 20);
    try (var file = new RandomAccessFile(folder.resolve("long").toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertThatThrownBy(() -> save(null)).isInstanceOf(TooMuch.class).hasMessageContaining("1 MiB");

    Files.delete(folder.resolve("long"));
    Path deep = folder;
    for (int i = 0; i <= Walk.DEEPEST + 1; i++) {
      deep = Files.createDirectory(deep.resolve("d"));
    }
    assertThatThrownBy(() -> save(null)).isInstanceOf(TooMuch.class).hasMessageContaining("deep");
  }

  private UUID save(UUID before) throws IOException {
    UUID id = UUID.randomUUID();
    assertThat(backups.save(folder, OWNER, id, before, () -> false).changed()).isTrue();
    return id;
  }

  private static boolean counted(AtomicInteger asked) {
    asked.incrementAndGet();
    return false;
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void mode(String name, String mode) throws IOException {
    Files.setPosixFilePermissions(folder.resolve(name), PosixFilePermissions.fromString(mode));
  }

  /** A name of bytes that are no characters. */
  private Path notText() {
    return Path.of(URI.create(folder.toUri() + "bytes%FF%FE")).getFileName();
  }

  private Map<String, Path> contents(UUID id) throws IOException {
    Path home = disk.resolve("backups").resolve(OWNER).resolve(id.toString());
    var all = new TreeMap<String, Path>();
    for (Entry entry : Manifest.read(home.resolve("manifest")).entries()) {
      if (entry instanceof Entry.File file) {
        all.put(
            file.path().toString(), home.resolve(file.hash().substring(0, 2)).resolve(file.hash()));
      }
    }
    return all;
  }

  /** All that one sees of a tree. */
  private static List<String> told(Path root) throws IOException {
    var all = new TreeSet<String>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(one -> !one.equals(root)).toList()) {
        var seen =
            Files.readAttributes(path, "unix:mode,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        boolean link = Files.isSymbolicLink(path);
        String what =
            link
                ? "-> " + Files.readSymbolicLink(path)
                : Files.isRegularFile(path) ? new String(Files.readAllBytes(path), UTF_8) : "/";
        all.add(
            root.relativize(path)
                    .toUri()
                    .getRawPath()
                    .replaceFirst(".*" + System.getProperty("user.dir"), "")
                + " "
                + what
                + (link ? "" : " " + seen.get("mode") + " " + seen.get("lastModifiedTime")));
      }
    }
    return List.copyOf(all);
  }

  private static String allText(Path root) throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(path), UTF_8));
      }
    }
    return all.toString();
  }

  private static long onDisk(Path root) throws IOException {
    Process du = new ProcessBuilder("du", "-sk", root.toString()).start();
    String said = new String(du.getInputStream().readAllBytes(), UTF_8);
    return Long.parseLong(said.substring(0, said.indexOf('\t'))) * 1024;
  }
}
