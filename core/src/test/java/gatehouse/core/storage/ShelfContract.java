package gatehouse.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectShelf.Condition;
import gatehouse.core.storage.ObjectShelf.Reading;
import gatehouse.core.storage.Versions.Removed;
import gatehouse.core.storage.Versions.State;
import gatehouse.core.storage.Versions.Version;
import gatehouse.core.storage.Versions.VersionPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every shelf must do besides: versions, and what the S3 door asks for. */
public abstract class ShelfContract extends ObjectStoreContract {
  private static final ObjectKey A = new ObjectKey("a");

  private ObjectShelf shelf() {
    return (ObjectShelf) store();
  }

  private String write(String key, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return shelf()
        .write(
            BUCKET,
            new ObjectKey(key),
            new ByteArrayInputStream(bytes),
            bytes.length,
            Map.of(),
            Condition.NONE)
        .version();
  }

  private Optional<String> read(String key, @Nullable String id) throws IOException {
    Optional<Reading> found =
        id == null
            ? shelf().read(BUCKET, new ObjectKey(key))
            : shelf().read(BUCKET, new ObjectKey(key), id);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (Reading reading = found.get()) {
      long size = reading.details().entry().size();
      byte[] bytes = reading.bytes(0, size).readAllBytes();
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private Removed remove(String key, @Nullable String id) throws IOException {
    return shelf().remove(BUCKET, new ObjectKey(key), id, Condition.NONE);
  }

  private void become(State state) throws IOException {
    shelf().setVersioning(BUCKET, state);
  }

  /** As {@code key:id}, with a star for the latest and a minus for a marker. */
  private List<String> versions(String prefix) throws IOException {
    return said(shelf().versions(BUCKET, prefix, "", "", null, 1000));
  }

  private static List<String> said(VersionPage page) {
    return page.versions().stream()
        .map(
            each ->
                each.entry().key()
                    + ":"
                    + each.id()
                    + (each.latest() ? "*" : "")
                    + (each.marker() ? "-" : ""))
        .toList();
  }

  @Test
  void aBucketKeepsNoVersionsUntilItIsToldTo() throws IOException {
    assertThat(shelf().versioning(BUCKET)).isEqualTo(State.NEVER);
    assertThat(write("a", "one")).isEmpty();
    write("a", "two");

    assertThat(versions("")).containsExactly("a:null*");
    assertThat(read("a", "null")).contains("two");
    become(State.ENABLED);
    assertThat(shelf().versioning(BUCKET)).isEqualTo(State.ENABLED);
    assertThat(read("a", null)).contains("two");
  }

  @Test
  void eachWritingIsAVersionOfItsOwn() throws IOException {
    write("a", "zero");
    become(State.ENABLED);
    String one = write("a", "one");
    String two = write("a", "two");

    assertThat(read("a", null)).contains("two");
    assertThat(read("a", one)).contains("one");
    assertThat(read("a", two)).contains("two");
    assertThat(read("a", "null")).contains("zero");
    assertThat(read("a", "0".repeat(32))).isEmpty();
    assertThat(read("a", "../../born")).isEmpty();
    assertThat(versions("")).containsExactly("a:" + two + "*", "a:" + one, "a:null");
    assertThat(shelf().list(BUCKET, "", null, 10).objects())
        .extracting(ObjectEntry::size)
        .containsExactly(3L);
  }

  @Test
  void aRemovalLaysAMarkerAndTheVersionsStay() throws IOException {
    become(State.ENABLED);
    String one = write("a", "one");
    Removed removed = remove("a", null);

    assertThat(removed.marker()).isTrue();
    assertThat(read("a", null)).isEmpty();
    assertThat(read("a", one)).contains("one");
    assertThat(read("a", removed.version())).isEmpty();
    assertThat(versions("")).containsExactly("a:" + removed.version() + "*-", "a:" + one);
    assertThat(shelf().list(BUCKET, "", null, 10).objects()).isEmpty();
    assertThat(shelf().version(BUCKET, A, null).map(Version::marker)).contains(true);
  }

  @Test
  void withoutItsMarkerAnObjectIsThereAgain() throws IOException {
    become(State.ENABLED);
    write("a", "one");
    String two = write("a", "two");
    String marker = remove("a", null).version();

    assertThat(remove("a", marker)).isEqualTo(new Removed(true, marker, true));
    assertThat(read("a", null)).contains("two");
    assertThat(remove("a", two)).isEqualTo(new Removed(true, two, false));
    assertThat(read("a", null)).contains("one");
    assertThat(versions("")).hasSize(1);
  }

  @Test
  void whatLiesUnderAMarkerIsRemovedWithoutComingBack() throws IOException {
    become(State.ENABLED);
    String one = write("a", "one");
    String first = remove("a", null).version();
    String two = write("a", "two");
    String second = remove("a", null).version();

    remove("a", two);
    assertThat(read("a", null)).isEmpty();
    remove("a", second);
    assertThat(read("a", null)).isEmpty();
    assertThat(versions("")).containsExactly("a:" + first + "*-", "a:" + one);
    remove("a", one);
    remove("a", first);
    assertThat(versions("")).isEmpty();
  }

  @Test
  void aBucketThatStoppedKeepsWhatItHasAndOneVersionWithoutAnId() throws IOException {
    become(State.ENABLED);
    String one = write("a", "one");
    become(State.SUSPENDED);
    write("a", "two");
    write("a", "three");

    assertThat(versions("")).containsExactly("a:null*", "a:" + one);
    assertThat(read("a", null)).contains("three");
    assertThat(remove("a", null)).isEqualTo(new Removed(true, "null", true));
    assertThat(versions("")).containsExactly("a:null*-", "a:" + one);
    write("a", "four");
    assertThat(versions("")).containsExactly("a:null*", "a:" + one);
    become(State.ENABLED);
    String five = write("a", "five");
    assertThat(versions("")).containsExactly("a:" + five + "*", "a:null", "a:" + one);
    assertThat(read("a", "null")).contains("four");
  }

  @Test
  void aBucketWithVersionsIsNotEmpty() throws IOException {
    become(State.ENABLED);
    String one = write("a", "one");
    String marker = remove("a", null).version();

    assertThatThrownBy(() -> shelf().deleteBucket(BUCKET)).isInstanceOf(Refused.class);
    remove("a", one);
    assertThatThrownBy(() -> shelf().deleteBucket(BUCKET)).isInstanceOf(Refused.class);
    remove("a", marker);
    assertThat(shelf().deleteBucket(BUCKET)).isTrue();
  }

  @Test
  void versionsAreListedInPartsByKeyAndPrefix() throws IOException {
    become(State.ENABLED);
    for (String key : List.of("a", "a/1", "b", "a", "c/1", "c/2", "a", "a/1")) {
      write(key, key);
    }
    remove("b", null);
    remove("d", null);

    List<String> all = versions("");
    assertThat(all).hasSize(10);
    assertThat(versions("a/")).hasSize(2);
    for (int limit = 1; limit < 5; limit++) {
      var seen = new ArrayList<String>();
      String key = "";
      String id = null;
      do {
        VersionPage page = shelf().versions(BUCKET, "", "", key, id, limit);
        assertThat(page.versions()).hasSizeLessThanOrEqualTo(limit);
        seen.addAll(said(page));
        key = page.nextKey();
        id = page.nextId();
      } while (key != null);
      assertThat(seen).isEqualTo(all);
    }
    VersionPage top = shelf().versions(BUCKET, "", "/", "", null, 1000);
    assertThat(top.prefixes()).containsExactly("a/", "c/");
    assertThat(said(top)).hasSize(6);
  }

  @Test
  void whoRemovesWhatTheyListInPartsMissesNothing() throws IOException {
    become(State.ENABLED);
    for (int i = 0; i < 7; i++) {
      write("a", "v" + i);
    }
    String key = "";
    String id = null;
    do {
      VersionPage page = shelf().versions(BUCKET, "", "", key, id, 2);
      for (Version each : page.versions()) {
        remove("a", each.id());
      }
      key = page.nextKey();
      id = page.nextId();
    } while (key != null);

    assertThat(versions("")).isEmpty();
  }

  @Test
  void anObjectOfPartsIsAVersionToo() throws IOException {
    become(State.ENABLED);
    String one = write("a", "one");
    String upload = shelf().begin(BUCKET, A, Map.of("content-type", "text/plain"));
    shelf().writePart(BUCKET, A, upload, 1, new ByteArrayInputStream(new byte[5 << 20]), 5 << 20);
    shelf().writePart(BUCKET, A, upload, 2, new ByteArrayInputStream(new byte[3]), 3);

    String two = shelf().complete(BUCKET, A, upload, List.of(1, 2), Condition.NONE).version();

    assertThat(versions("")).containsExactly("a:" + two + "*", "a:" + one);
    try (Reading reading = shelf().read(BUCKET, A).orElseThrow()) {
      assertThat(reading.details().version()).isEqualTo(two);
      assertThat(reading.details().entry().size()).isEqualTo((5 << 20) + 3);
      assertThat(reading.details().headers()).containsEntry("content-type", "text/plain");
    }
  }

  @Test
  void aConditionSeesWhatIsRemoved() throws IOException {
    become(State.ENABLED);
    String one = write("a", "one");
    write("a", "twoo");
    var seen = new ArrayList<Long>();

    Condition condition = present -> present.map(ObjectEntry::size).ifPresent(seen::add);
    shelf().remove(BUCKET, A, one, condition);
    shelf().remove(BUCKET, A, null, condition);

    assertThat(seen).containsExactly(3L, 4L);
  }
}
