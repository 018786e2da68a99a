package gatehouse.engines.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.ObjectShelf.Condition;
import gatehouse.core.storage.ObjectShelf.Page;
import gatehouse.core.storage.ObjectShelf.Reading;
import gatehouse.core.storage.ObjectStores;
import gatehouse.core.storage.ShelfContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderShelvesTest extends ShelfContract {
  @TempDir Path root;
  private FolderShelves shelves;
  private Instant now = Instant.now();

  @Override
  protected ObjectStores stores() {
    if (shelves == null) {
      shelves = new FolderShelves(root, () -> now);
    }
    return shelves;
  }

  private ObjectShelf shelf;

  @BeforeEach
  void open() {
    shelf = (ObjectShelf) store();
  }

  private void write(String... keys) throws IOException {
    for (String key : keys) {
      shelf.write(BUCKET, new ObjectKey(key), bytes(key), -1);
    }
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> keys(Page page) {
    return page.objects().stream().map(entry -> entry.key().value()).toList();
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void keysUnderOneSlashAreToldAsOne() throws IOException {
    write("a", "a/1", "a/2/x", "b/1", "b/2", "c");

    Page top = shelf.page(BUCKET, "", "/", "", 1000);
    Page under = shelf.page(BUCKET, "a/", "/", "", 1000);

    assertThat(keys(top)).containsExactly("a", "c");
    assertThat(top.prefixes()).containsExactly("a/", "b/");
    assertThat(keys(under)).containsExactly("a/1");
    assertThat(under.prefixes()).containsExactly("a/2/");
    assertThat(shelf.page(BUCKET, "", "1", "", 9).prefixes()).containsExactly("a/1", "b/1");
  }

  @Test
  void aPageOfKeysAndBeginningsGoesOnWhereTheLastOneEnded() throws IOException {
    write("a", "a/1", "a/2/x", "b/1", "b/2", "c", "d/1");
    var seen = new ArrayList<String>();
    String after = "";
    do {
      Page page = shelf.page(BUCKET, "", "/", after, 1);
      seen.addAll(keys(page));
      seen.addAll(page.prefixes());
      after = page.next();
    } while (after != null);

    assertThat(seen).containsExactly("a", "a/", "b/", "c", "d/");
  }

  @Test
  void whatWasSentAlongIsReadWithTheBytes() throws IOException {
    shelf.write(
        BUCKET,
        new ObjectKey("a"),
        bytes("0123456789"),
        10,
        Map.of("content-type", "text/plain", "meta:ü", "ä"),
        Condition.NONE);

    try (Reading reading = shelf.read(BUCKET, new ObjectKey("a")).orElseThrow()) {
      assertThat(reading.details().headers())
          .containsEntry("content-type", "text/plain")
          .containsEntry("meta:ü", "ä");
      assertThat(reading.bytes(3, 4).readAllBytes()).asString().isEqualTo("3456");
    }
  }

  @Test
  void ofManyWritersThatWantToBeFirstOneIs() throws Exception {
    Condition first =
        present -> {
          if (present.isPresent()) {
            throw new Refused(new Conflict("somebody was faster"));
          }
        };
    var start = new CyclicBarrier(8);
    var results = new ArrayList<Future<Boolean>>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        String text = "writer " + i;
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    shelf.write(BUCKET, new ObjectKey("lock"), bytes(text), -1, Map.of(), first);
                    return true;
                  } catch (Refused e) {
                    return false;
                  }
                }));
      }
    }
    int won = 0;
    for (Future<Boolean> result : results) {
      won += result.get() ? 1 : 0;
    }

    assertThat(won).isEqualTo(1);
  }

  @Test
  void writersAndRemoversOfOneFolderDoNotTripOverEachOther() throws Exception {
    var results = new ArrayList<Future<?>>();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        var key = new ObjectKey("deep/er/and/deeper/" + i);
        results.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 50; round++) {
                    shelf.write(BUCKET, key, bytes("x"), 1);
                    shelf.delete(BUCKET, key);
                  }
                  return null;
                }));
      }
    }
    for (Future<?> result : results) {
      result.get();
    }

    assertThat(shelf.page(BUCKET, "", "", "", 10).objects()).isEmpty();
    assertThat(shelf.deleteBucket(BUCKET)).isTrue();
    assertThat(files()).isZero();
  }

  @Test
  void partsBecomeOneObjectInTheOrderThatWasAskedFor() throws IOException {
    var key = new ObjectKey("a/big");
    String id = shelf.begin(BUCKET, key, Map.of("content-type", "x/y"));
    shelf.writePart(BUCKET, key, id, 2, bytes("world"), 5);
    shelf.writePart(BUCKET, key, id, 1, bytes("wrong"), 5);
    shelf.writePart(BUCKET, key, id, 1, bytes("hello "), 6);
    assertThat(shelf.find(BUCKET, key)).isEmpty();
    assertThat(shelf.parts(BUCKET, key, id)).extracting(p -> p.size()).containsExactly(6L, 5L);

    ObjectEntry entry = shelf.complete(BUCKET, key, id, List.of(1, 2), Condition.NONE).entry();

    assertThat(entry.size()).isEqualTo(11);
    assertThat(entry.etag()).endsWith("-2");
    try (Reading reading = shelf.read(BUCKET, key).orElseThrow()) {
      assertThat(reading.bytes(0, 11).readAllBytes()).asString().isEqualTo("hello world");
      assertThat(reading.details().headers()).containsEntry("content-type", "x/y");
    }
    assertThat(shelf.uploads(BUCKET)).isEmpty();
  }

  @Test
  void anUploadIsNotGoneOnWithUnderAnotherKeyOrAPath() throws IOException {
    var key = new ObjectKey("a");
    String id = shelf.begin(BUCKET, key, Map.of());

    assertThat(shelf.upload(BUCKET, new ObjectKey("b"), id)).isEmpty();
    assertThat(shelf.upload(BUCKET, key, "../" + id)).isEmpty();
    assertThatThrownBy(() -> shelf.writePart(BUCKET, new ObjectKey("b"), id, 1, bytes("x"), 1))
        .isInstanceOf(Refused.class);
    assertThat(shelf.abort(BUCKET, key, id)).isTrue();
    assertThat(shelf.uploads(BUCKET)).isEmpty();
  }

  @Test
  void whatWasBegunAndLeftLyingIsSwept() throws IOException {
    var key = new ObjectKey("a");
    write("kept");
    String id = shelf.begin(BUCKET, key, Map.of());
    shelf.writePart(BUCKET, key, id, 1, bytes("x"), 1);
    Files.writeString(root.resolve(PROJECT.value()).resolve("data/aside/draft"), "half");
    shelves.sweep();
    assertThat(shelf.uploads(BUCKET)).hasSize(1);

    now = now.plus(Duration.ofDays(2));
    shelves.sweep();
    assertThat(shelf.uploads(BUCKET)).hasSize(1);
    assertThat(root.resolve(PROJECT.value()).resolve("data/aside")).isEmptyDirectory();

    now = now.plus(Duration.ofDays(6));
    shelves.sweep();
    assertThat(shelf.uploads(BUCKET)).isEmpty();
    assertThat(keys(shelf.page(BUCKET, "", "", "", 10))).containsExactly("kept");
  }

  @Test
  void aWritingThatFailsLeavesNoFile() throws IOException {
    long before = files();

    assertThatThrownBy(
            () -> shelf.write(BUCKET, new ObjectKey("a/b/c"), new Failing(new byte[99_999]), -1))
        .isInstanceOf(IOException.class);

    assertThat(files()).isEqualTo(before);
  }
}
