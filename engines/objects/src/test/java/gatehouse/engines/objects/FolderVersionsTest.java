package gatehouse.engines.objects;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.ObjectShelf.Condition;
import gatehouse.core.storage.ObjectShelf.Reading;
import gatehouse.core.storage.Versions.State;
import gatehouse.core.storage.Versions.Version;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves, and what several do at once. */
final class FolderVersionsTest {
  private static final BucketName BUCKET = new BucketName("data");
  private static final ObjectKey KEY = new ObjectKey("x/a");

  @TempDir Path root;
  private ObjectShelf shelf;
  private Path bucket;

  @BeforeEach
  void aBucketThatKeepsVersions() throws IOException {
    var project = new ProjectId("a".repeat(32));
    shelf = new FolderShelves(root, Instant::now).of(project);
    shelf.createBucket(BUCKET);
    bucket = root.resolve(project.value()).resolve("data");
  }

  private String write(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return shelf
        .write(BUCKET, KEY, new ByteArrayInputStream(bytes), bytes.length, Map.of(), Condition.NONE)
        .version();
  }

  private String read() throws IOException {
    try (Reading reading = shelf.read(BUCKET, KEY).orElseThrow()) {
      return new String(
          reading.bytes(0, reading.details().entry().size()).readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }

  private List<String> ids() throws IOException {
    return shelf.versions(BUCKET, "", "", "", null, 1000).versions().stream()
        .map(Version::id)
        .toList();
  }

  /** As a server leaves it that dies between linking what was and showing what is. */
  private void crashWhileReplacing(String id) throws IOException {
    Path kept = bucket.resolve("versions/+x/=a").resolve(id);
    Files.createDirectories(kept.getParent());
    Files.createLink(kept, bucket.resolve("objects/+x/=a"));
  }

  @Test
  void whatACrashLeftTwiceIsOneVersion() throws IOException {
    shelf.setVersioning(BUCKET, State.ENABLED);
    String one = write("one");
    String two = write("two");
    crashWhileReplacing(two);

    assertThat(ids()).containsExactly(two, one);
    String three = write("three");
    assertThat(ids()).containsExactly(three, two, one);
    crashWhileReplacing(three);
    shelf.remove(BUCKET, KEY, three, Condition.NONE);
    assertThat(read()).isEqualTo("two");
    assertThat(ids()).containsExactly(two, one);
  }

  @Test
  void aVersionWithoutAnIdThatACrashLeftDoesNotStandInForALaterOne() throws IOException {
    write("one");
    shelf.setVersioning(BUCKET, State.SUSPENDED);
    crashWhileReplacing("null");
    write("two");
    shelf.setVersioning(BUCKET, State.ENABLED);
    String three = write("three");

    assertThat(ids()).containsExactly(three, "null");
    shelf.remove(BUCKET, KEY, three, Condition.NONE);
    assertThat(read()).isEqualTo("two");
  }

  @Test
  void whoReadsWhileManyWriteAlwaysFindsAWholeObject() throws Exception {
    shelf.setVersioning(BUCKET, State.ENABLED);
    var written = new HashSet<String>();
    written.add(write("0".repeat(1000)));
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> reader =
          threads.submit(
              () -> {
                int reads = 0;
                for (; !done.get() || reads == 0; reads++) {
                  String text = read();
                  assertThat(text).isEqualTo(text.substring(0, 1).repeat(1000));
                }
                return reads;
              });
      var writers = new ArrayList<Future<List<String>>>();
      for (int i = 1; i < 5; i++) {
        String text = Integer.toString(i).repeat(1000);
        writers.add(
            threads.submit(
                () -> {
                  var mine = new ArrayList<String>();
                  for (int n = 0; n < 25; n++) {
                    mine.add(write(text));
                    if (n % 5 == 4) {
                      shelf.remove(BUCKET, KEY, mine.removeFirst(), Condition.NONE);
                    }
                  }
                  return mine;
                }));
      }
      for (Future<List<String>> each : writers) {
        written.addAll(each.get());
      }
      done.set(true);
      assertThat(reader.get()).isPositive();
    }

    assertThat(ids()).containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void whatIsRemovedForGoodLeavesNoFolders() throws IOException {
    shelf.setVersioning(BUCKET, State.ENABLED);
    write("one");
    shelf.remove(BUCKET, KEY, null, Condition.NONE);
    for (String id : ids()) {
      shelf.remove(BUCKET, KEY, id, Condition.NONE);
    }

    assertThat(bucket.resolve("objects")).isEmptyDirectory();
    assertThat(bucket.resolve("versions")).isEmptyDirectory();
  }
}
