package gatehouse.engines.volumes;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.MemoryObjects;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.storage.S3Action;
import gatehouse.core.volume.MountPath;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.DataSync.SyncState;
import gatehouse.core.workload.HandClock;
import gatehouse.core.workload.JobSpec;
import gatehouse.core.workload.VolumeFolder;
import gatehouse.core.workload.VolumeProgress;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadsForTests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeMoverTest {
  private static final BucketName BUCKET = new BucketName("train");

  @TempDir Path home;

  private final HandClock clock = new HandClock();
  private final ObjectStore objects = new MemoryObjects(clock).of(WorkloadsForTests.PROJECT);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedBlockingQueue<DataSync> said = new LinkedBlockingQueue<>();
  private ObjectStore reading = objects;
  private final RightsByHand rights = new RightsByHand();
  private VolumePermission permission = VolumePermission.RW;
  private String prefix = "";
  private String archive = "";
  private VolumeSource.Bucket target;
  private final UUID volume = UUID.randomUUID();
  private VolumeFolder folder;

  @BeforeEach
  void makeFolders() throws IOException {
    folder =
        new VolumeFolder(
            Files.createDirectory(home.resolve("data")),
            Files.createDirectory(home.resolve("aside")),
            home.resolve("record"),
            -1);
    boolean _ = objects.createBucket(BUCKET);
  }

  @AfterEach
  void endThreads() {
    threads.close();
  }

  @Test
  void whatABucketHasIsBroughtAndNothingElse() throws Exception {
    put("a.txt", "one");
    put("deep/er/b.txt", "two");
    put("empty/", "");
    put("schön/数据 – 🙂.csv", "three");
    put("zero", "");

    DataSync pulled = sync(Direction.PULL);

    assertThat(pulled.state()).isEqualTo(SyncState.DONE);
    assertThat(files())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "a.txt", "one",
                "deep/er/b.txt", "two",
                "schön/数据 – 🙂.csv", "three",
                "zero", ""));
    assertThat(folder.data().resolve("empty")).isEmptyDirectory();
    assertThat(folder.aside()).isEmptyDirectory();
    VolumeProgress progress = pulled.progress().getFirst();
    assertThat(progress.state()).isEqualTo("DONE");
    assertThat(progress.total()).isEqualTo(5);
    assertThat(progress.completed()).isEqualTo(5);
    assertThat(progress.transferredBytes()).isEqualTo(11);
  }

  @Test
  void onlyWhatHasChangedIsBroughtAgain() throws Exception {
    put("a", "one");
    put("b", "two");
    put("c", "three");
    sync(Direction.PULL);
    put("b", "TWO");
    assertThat(objects.delete(BUCKET, new ObjectKey("c"))).isTrue();

    VolumeProgress again = sync(Direction.PULL).progress().getFirst();

    assertThat(files()).isEqualTo(Map.of("a", "one", "b", "TWO"));
    assertThat(again.completed()).isEqualTo(1);
    assertThat(again.skipped()).isEqualTo(1);
    assertThat(again.deleted()).isEqualTo(1);
  }

  @Test
  void keysThatLeadOutAreLeftOutAndSaid() throws Exception {
    for (String key : List.of("../out", "/abs", "a/../../out", "x//y", "./z", "n".repeat(300))) {
      put(key, "evil");
    }
    put("good", "yes");

    DataSync pulled = sync(Direction.PULL);

    assertThat(files()).isEqualTo(Map.of("good", "yes"));
    assertThat(home.resolve("out")).doesNotExist();
    assertThat(pulled.state()).isEqualTo(SyncState.DONE);
    assertThat(pulled.info().sentence()).contains("left out", "and 5 more");
    assertThat(pulled.progress().getFirst().skipped()).isEqualTo(6);
  }

  @Test
  void linksInTheFolderAreNeitherFollowedNorWrittenThrough() throws Exception {
    Path secret = Files.createDirectory(home.resolve("secret"));
    Files.writeString(secret.resolve("key"), "hidden");
    Files.createSymbolicLink(folder.data().resolve("link"), secret);
    Files.createSymbolicLink(folder.data().resolve("file"), secret.resolve("key"));
    put("link/key", "overwritten");
    put("file", "replaced");

    DataSync pushed = sync(Direction.PUSH);
    DataSync pulled = sync(Direction.PULL);

    assertThat(pushed.state()).isEqualTo(SyncState.DONE);
    assertThat(text("link/key")).isEqualTo("overwritten");
    assertThat(Files.readString(secret.resolve("key"))).isEqualTo("hidden");
    assertThat(pulled.state()).isEqualTo(SyncState.FAILED);
    assertThat(Files.readString(folder.data().resolve("file"))).isEqualTo("replaced");
    assertThat(Files.isSymbolicLink(folder.data().resolve("file"))).isFalse();
  }

  @Test
  void newAndChangedFilesAreWrittenBack() throws Exception {
    put("same", "same");
    put("old", "old");
    put("gone", "gone");
    sync(Direction.PULL);
    write("old", "newer");
    write("new/file", "new");
    Files.createDirectories(folder.data().resolve("hollow"));
    Files.delete(folder.data().resolve("gone"));

    VolumeProgress pushed = sync(Direction.PUSH).progress().getFirst();

    assertThat(text("old")).isEqualTo("newer");
    assertThat(text("new/file")).isEqualTo("new");
    assertThat(text("hollow/")).isEmpty();
    assertThat(text("gone")).isEqualTo("gone");
    assertThat(pushed.completed()).isEqualTo(3);
    assertThat(pushed.skipped()).isEqualTo(1);
    assertThat(pushed.deleted()).isZero();
  }

  @Test
  void whatIsDeletedHereIsDeletedThereWhereThatWasAskedFor() throws Exception {
    permission = VolumePermission.RWD;
    put("gone", "gone");
    put("changed", "before");
    put("kept", "kept");
    sync(Direction.PULL);
    Files.delete(folder.data().resolve("gone"));
    Files.delete(folder.data().resolve("changed"));
    put("changed", "by somebody else");
    put("other", "never seen here");

    DataSync pushed = sync(Direction.PUSH);

    assertThat(keys()).containsExactly("changed", "kept", "other");
    assertThat(pushed.info().sentence()).contains("deleted here and changed there");
  }

  @Test
  void whatWasChangedHereIsNotWrittenOver() throws Exception {
    put("a", "one");
    sync(Direction.PULL);
    write("a", "mine");
    put("a", "theirs");

    DataSync pulled = sync(Direction.PULL);

    assertThat(files()).isEqualTo(Map.of("a", "mine"));
    assertThat(pulled.info().sentence()).contains("changed here");
  }

  @Test
  void afterACrashNothingIsBroughtTwice() throws Exception {
    put("a", "one");
    sync(Direction.PULL);
    Files.delete(folder.record());

    VolumeProgress again = sync(Direction.PULL).progress().getFirst();

    assertThat(again.skipped()).isEqualTo(1);
    assertThat(again.transferredBytes()).isZero();
  }

  @Test
  void moreThanIsLookedAtAtATimeMovesBothWays() throws Exception {
    int many = 10_050;
    permission = VolumePermission.RWD;
    for (int i = 0; i < many; i++) {
      put("f/" + i, "");
    }

    VolumeProgress pulled = sync(Direction.PULL).progress().getFirst();

    assertThat(pulled.completed()).isEqualTo(many);
    assertThat(pulled.total()).isEqualTo(many);
    assertThat(files()).hasSize(many);
    boolean _ = objects.delete(BUCKET, new ObjectKey("f/17"));
    Files.delete(folder.data().resolve("f/10049"));
    write("f/new", "new");

    VolumeProgress again = sync(Direction.PULL).progress().getFirst();
    assertThat(again.deleted()).isEqualTo(1);
    assertThat(again.completed()).isEqualTo(1);
    Files.delete(folder.data().resolve("f/10048"));
    VolumeProgress pushed = sync(Direction.PUSH).progress().getFirst();

    assertThat(pushed.deleted()).isEqualTo(1);
    assertThat(pushed.completed()).isEqualTo(1);
    assertThat(pushed.skipped()).isEqualTo(many - 2);
    assertThat(text("f/new")).isEqualTo("new");
    assertThat(objects.find(BUCKET, new ObjectKey("f/17"))).isEmpty();
    assertThat(objects.find(BUCKET, new ObjectKey("f/10048"))).isEmpty();
    assertThat(objects.find(BUCKET, new ObjectKey("f/10049"))).isPresent();
  }

  @Test
  void aFolderOfABucketIsAVolumeToo() throws Exception {
    prefix = "set/one/";
    put("set/one/a", "yes");
    put("set/one/b/c", "yes");
    put("set/two/a", "no");
    put("set/oneness", "no");
    sync(Direction.PULL);
    write("d", "back");

    sync(Direction.PUSH);

    assertThat(files().keySet()).containsExactlyInAnyOrder("a", "b/c", "d");
    assertThat(text("set/one/d")).isEqualTo("back");
  }

  @Test
  void aMissingBucketIsMadeWhereItIsWrittenAndMissedWhereItIsRead() throws Exception {
    boolean _ = objects.deleteBucket(BUCKET);
    permission = VolumePermission.RO;

    DataSync read = sync(Direction.PULL);

    assertThat(read.state()).isEqualTo(SyncState.FAILED);
    assertThat(read.progress().getFirst().state()).isEqualTo("NOT_FOUND");
    permission = VolumePermission.RW;
    assertThat(sync(Direction.PULL).state()).isEqualTo(SyncState.DONE);
    assertThat(objects.buckets()).hasSize(1);
  }

  @Test
  void withoutTheRightNothingMoves() throws Exception {
    put("a", "one");
    rights.denied = S3Action.GET_OBJECT;

    DataSync pulled = sync(Direction.PULL);

    assertThat(pulled.state()).isEqualTo(SyncState.FAILED);
    assertThat(pulled.progress().getFirst().state()).isEqualTo("FORBIDDEN");
    assertThat(pulled.info().sentence()).contains("not any more");
    assertThat(files()).isEmpty();
  }

  @Test
  void aTransferThatWaitsForBytesEndsAtOnceWithTheRightToIt() throws Exception {
    put("a", "one");
    put("b", "two");
    var stuck = new StuckObjects(objects);
    reading = stuck;
    var end =
        CompletableFuture.runAsync(
            () -> {
              stuck.awaitReader();
              rights.end();
            },
            threads);

    DataSync pulled = sync(Direction.PULL);

    end.get(30, TimeUnit.SECONDS);
    assertThat(pulled.state()).isEqualTo(SyncState.FAILED);
    assertThat(pulled.progress().getFirst().state()).isEqualTo("FORBIDDEN");
    assertThat(pulled.info().sentence()).contains("not any more");
    assertThat(files()).isEmpty();
    assertThat(folder.aside()).isEmptyDirectory();
  }

  @Test
  void anyTreeComesBackAsItWent() throws Exception {
    var random = new Random(7);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 40; i++) {
        String name = "d" + random.nextInt(4) + "/é" + random.nextInt(3) + "/f" + random.nextInt(9);
        Path file = folder.data().resolve(name);
        if (random.nextInt(4) == 0) {
          Files.deleteIfExists(file);
        } else {
          write(name, "x".repeat(random.nextInt(5000)) + round);
        }
      }
      permission = VolumePermission.RWD;
      assertThat(sync(Direction.PUSH).state()).isEqualTo(SyncState.DONE);
      Map<String, String> there = new TreeMap<>();
      for (String key : keys()) {
        if (!key.endsWith("/")) {
          there.put(key, text(key));
        }
      }
      assertThat(there).isEqualTo(files());
    }
  }

  @Test
  void changesAreWrittenToTheTargetAndTheSourceStaysAsItIs() throws Exception {
    var results = new BucketName("results");
    target = new VolumeSource.Bucket("LOCAL", results, "run/");
    permission = VolumePermission.RWD;
    put("a", "one");
    put("b", "two");
    sync(Direction.PULL);
    write("a", "changed");
    write("new", "new");
    Files.delete(folder.data().resolve("b"));

    DataSync first = sync(Direction.PUSH);
    Files.delete(folder.data().resolve("new"));
    VolumeProgress second = sync(Direction.PUSH).progress().getFirst();

    assertThat(first.state()).as(first.info().sentence()).isEqualTo(SyncState.DONE);
    assertThat(first.progress().getFirst().source()).isEqualTo("results@LOCAL/run/");
    assertThat(keys()).containsExactly("a", "b");
    assertThat(text("a")).isEqualTo("one");
    assertThat(objects.list(results, "", null, 10).objects())
        .extracting(entry -> entry.key().value())
        .containsExactly("run/a");
    assertThat(second.deleted()).isEqualTo(1);
    assertThat(second.skipped()).isEqualTo(1);
  }

  @Test
  void anArchiveIsUnpackedAndWrittenAnewAsAWhole() throws Exception {
    archive = "set.tar.gz";
    write("deep/é 数.txt", "one");
    write("run.sh", "#!/bin/sh");
    Files.setPosixFilePermissions(
        folder.data().resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(folder.data().resolve("hollow"));

    assertThat(sync(Direction.PUSH).state()).isEqualTo(SyncState.DONE);
    assertThat(keys()).containsExactly("set.tar.gz");
    anotherFolder();
    DataSync pulled = sync(Direction.PULL);

    assertThat(pulled.state()).as(pulled.info().sentence()).isEqualTo(SyncState.DONE);
    assertThat(files()).isEqualTo(Map.of("deep/é 数.txt", "one", "run.sh", "#!/bin/sh"));
    assertThat(folder.data().resolve("run.sh")).isExecutable();
    assertThat(folder.data().resolve("hollow")).isEmptyDirectory();
    assertThat(sync(Direction.PULL).progress().getFirst().transferredBytes()).isZero();
    assertThat(sync(Direction.PUSH).progress().getFirst().transferredBytes()).isZero();

    write("deep/é 数.txt", "two");
    Files.delete(folder.data().resolve("run.sh"));
    sync(Direction.PUSH);
    anotherFolder();
    sync(Direction.PULL);
    assertThat(files()).isEqualTo(Map.of("deep/é 数.txt", "two"));
    assertThat(folder.aside()).isEmptyDirectory();
  }

  @Test
  void whatIsGoneFromAnArchiveIsGoneHereUnlessItWasChanged() throws Exception {
    archive = "set.tar";
    write("a", "one");
    write("b", "two");
    sync(Direction.PUSH);
    Path first = folder.data();
    anotherFolder();
    sync(Direction.PULL);
    VolumeFolder reader = folder;
    folder = new VolumeFolder(first, home.resolve("aside"), home.resolve("record"), -1);
    Files.delete(first.resolve("b"));
    sync(Direction.PUSH);
    folder = reader;

    sync(Direction.PULL);
    assertThat(files()).isEqualTo(Map.of("a", "one"));

    write("a", "mine");
    DataSync refused = sync(Direction.PULL);
    assertThat(files()).isEqualTo(Map.of("a", "mine"));
    assertThat(refused.state()).isEqualTo(SyncState.DONE);
  }

  @Test
  void anArchiveLeadsNowhereElse() throws Exception {
    archive = "evil.tar";
    permission = VolumePermission.RO;
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      for (String name : List.of("../out", "/abs", "x/../../out", "good")) {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(4);
        tar.putArchiveEntry(entry);
        tar.write("evil".getBytes(StandardCharsets.UTF_8));
        tar.closeArchiveEntry();
      }
      var link = new TarArchiveEntry("link", TarArchiveEntry.LF_SYMLINK);
      link.setLinkName("/etc");
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    }
    ObjectEntry _ =
        objects.write(
            BUCKET,
            new ObjectKey("evil.tar"),
            new ByteArrayInputStream(bytes.toByteArray()),
            bytes.size());

    DataSync pulled = sync(Direction.PULL);

    assertThat(pulled.state()).isEqualTo(SyncState.DONE);
    assertThat(pulled.info().sentence()).contains("left out", "and 3 more");
    assertThat(files()).isEqualTo(Map.of("good", "evil"));
    assertThat(home.resolve("out")).doesNotExist();
    assertThat(folder.data().resolve("link")).doesNotExist();
  }

  @Test
  void anArchiveMayBeLessThanItSaysButNotFarMore() throws Exception {
    archive = "bomb.tar.gz";
    permission = VolumePermission.RO;

    for (byte[] bomb : List.of(hollowFile(), endlessName(), longLink())) {
      ObjectEntry _ =
          objects.write(
              BUCKET, new ObjectKey(archive), new ByteArrayInputStream(bomb), bomb.length);

      DataSync pulled = sync(Direction.PULL);

      assertThat(pulled.state()).isEqualTo(SyncState.FAILED);
      assertThat(pulled.info().sentence()).containsAnyOf("far more", "has no end");
      assertThat(files()).isEmpty();
      assertThat(folder.aside()).isEmptyDirectory();
    }
  }

  /** A file of which nothing lies in the archive and that is 3 GB long. */
  private static byte[] hollowFile() throws IOException {
    byte[] header = new byte[1536];
    byte[] name = "hollow".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, header, 0, name.length);
    octal(header, 100, 8, 0644);
    octal(header, 124, 12, 0);
    octal(header, 136, 12, 0);
    header[156] = 'S';
    System.arraycopy("ustar  \0".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 8);
    octal(header, 386, 12, 3_000_000_000L);
    octal(header, 398, 12, 0);
    octal(header, 483, 12, 3_000_000_000L);
    return packed(signed(header));
  }

  /** A name of 4 GB, which is read before it is looked at. */
  private static byte[] endlessName() throws IOException {
    byte[] header = new byte[512];
    System.arraycopy("././@LongLink".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 13);
    octal(header, 124, 12, 1L << 32);
    octal(header, 136, 12, 0);
    header[156] = 'L';
    System.arraycopy("ustar  \0".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 8);
    return packed(signed(header), 8 << 20);
  }

  /** A link, which is left out, and behind it more than is ever read. */
  private static byte[] longLink() throws IOException {
    byte[] header = new byte[512];
    header[0] = 'l';
    octal(header, 124, 12, (1L << 33) - 1);
    octal(header, 136, 12, 0);
    header[156] = '7';
    System.arraycopy("ustar  \0".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 8);
    return packed(signed(header), 8 << 20);
  }

  private static void octal(byte[] header, int at, int length, long value) {
    String text = "0".repeat(length) + Long.toOctalString(value);
    String last = text.substring(text.length() - length + 1);
    System.arraycopy(last.getBytes(StandardCharsets.US_ASCII), 0, header, at, length - 1);
  }

  private static byte[] signed(byte[] header) {
    java.util.Arrays.fill(header, 148, 156, (byte) ' ');
    long sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += header[i] & 0xff;
    }
    octal(header, 148, 7, sum);
    header[154] = 0;
    return header;
  }

  private static byte[] packed(byte[] beginning, int... zeros) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
      gzip.write(beginning);
      byte[] none = new byte[1 << 20];
      for (int each : zeros) {
        for (int i = 0; i < each; i += none.length) {
          gzip.write(none);
        }
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void anArchiveThatIsNotThereIsMissedWhereItIsReadAndMadeWhereItIsWritten() throws Exception {
    archive = "none.tar";
    permission = VolumePermission.RO;
    DataSync read = sync(Direction.PULL);
    permission = VolumePermission.RW;
    DataSync written = sync(Direction.PULL);

    assertThat(read.state()).isEqualTo(SyncState.FAILED);
    assertThat(read.info().sentence()).contains("none.tar");
    assertThat(written.state()).isEqualTo(SyncState.DONE);
    assertThat(sync(Direction.PUSH).state()).isEqualTo(SyncState.DONE);
    assertThat(keys()).isEmpty();
    write("a", "one");
    sync(Direction.PUSH);
    assertThat(keys()).containsExactly("none.tar");
  }

  private void anotherFolder() throws IOException {
    Path other = Files.createTempDirectory(home, "other");
    folder =
        new VolumeFolder(
            Files.createDirectory(other.resolve("data")),
            Files.createDirectory(other.resolve("aside")),
            other.resolve("record"),
            -1);
  }

  private DataSync sync(Direction direction) throws Exception {
    Workload workload = workload();
    DataSync asked = DataSync.asked(workload, direction, true, null, clock.instant());
    var mover =
        new VolumeMover(
            (of, one) -> folder,
            (project, alias) -> reading,
            rights,
            said::add,
            address -> true,
            true,
            threads,
            length -> {},
            clock);
    mover.ensure(workload, asked);
    while (true) {
      DataSync next = said.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("the sync ends").isNotNull();
      if (next.state().isOver()) {
        clock.pass(Duration.ofSeconds(1));
        return next;
      }
    }
  }

  private Workload workload() {
    JobSpec bare = WorkloadsForTests.aJobSpec("train");
    var spec =
        new JobSpec(
            "train",
            "host",
            bare.command(),
            Map.of(),
            Map.of(),
            bare.resources(),
            false,
            8080,
            bare.timeout(),
            false,
            List.of(
                new Volume(
                    volume,
                    new MountPath("/workspace/data"),
                    permission,
                    false,
                    new VolumeSource.Bucket("LOCAL", BUCKET, prefix, archive),
                    null,
                    target)));
    return WorkloadsForTests.queued(spec, WorkloadsForTests.ADA, clock.instant());
  }

  private void put(String key, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ObjectEntry _ =
        objects.write(BUCKET, new ObjectKey(key), new ByteArrayInputStream(bytes), bytes.length);
  }

  private String text(String key) throws IOException {
    try (var opened = objects.open(BUCKET, new ObjectKey(key)).orElseThrow()) {
      return new String(opened.bytes().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> keys() throws IOException {
    return objects.list(BUCKET, "", null, 1000).objects().stream()
        .map(entry -> entry.key().value())
        .toList();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.data().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    try (Stream<Path> all = Files.walk(folder.data())) {
      for (Path one : all.toList()) {
        if (Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)) {
          files.put(folder.data().relativize(one).toString(), Files.readString(one));
        }
      }
    }
    return files;
  }
}
