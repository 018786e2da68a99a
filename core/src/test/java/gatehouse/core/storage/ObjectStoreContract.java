package gatehouse.core.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectStore.Bucket;
import gatehouse.core.storage.ObjectStore.Listing;
import gatehouse.core.storage.ObjectStore.Opened;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every object store must do. Each engine extends this with its own, empty one. */
public abstract class ObjectStoreContract {
  protected static final ProjectId PROJECT = new ProjectId("a".repeat(32));
  protected static final ProjectId OTHER = new ProjectId("b".repeat(32));
  protected static final BucketName BUCKET = new BucketName("data");

  protected abstract ObjectStores stores();

  @BeforeEach
  void aBucket() throws IOException {
    assertThat(store().createBucket(BUCKET)).isTrue();
  }

  protected final ObjectStore store() {
    return stores().of(PROJECT);
  }

  private ObjectEntry write(String key, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return store().write(BUCKET, new ObjectKey(key), new ByteArrayInputStream(bytes), bytes.length);
  }

  private String read(String key) throws IOException {
    try (Opened opened = store().open(BUCKET, new ObjectKey(key)).orElseThrow()) {
      byte[] bytes = opened.bytes().readAllBytes();
      assertThat(opened.entry().size()).isEqualTo(bytes.length);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private List<String> keys(String prefix) throws IOException {
    return keys(store().list(BUCKET, prefix, null, 1000));
  }

  private static List<String> keys(Listing listing) {
    return listing.objects().stream().map(entry -> entry.key().value()).toList();
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    ObjectEntry written = write("a/b.txt", "hello");

    assertThat(read("a/b.txt")).isEqualTo("hello");
    assertThat(store().find(BUCKET, new ObjectKey("a/b.txt"))).contains(written);
    assertThat(written.etag()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(written.size()).isEqualTo(5);
  }

  @Test
  void anObjectOfUnknownLengthIsWrittenWhole() throws IOException {
    byte[] bytes = new byte[9_000_001];
    new Random(1).nextBytes(bytes);

    ObjectEntry written =
        store().write(BUCKET, new ObjectKey("big"), new ByteArrayInputStream(bytes), -1);

    assertThat(written.size()).isEqualTo(bytes.length);
    try (Opened opened = store().open(BUCKET, new ObjectKey("big")).orElseThrow()) {
      assertThat(opened.bytes().readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void anEmptyObjectIsAnObject() throws IOException {
    write("empty", "");

    assertThat(read("empty")).isEmpty();
    assertThat(keys("")).containsExactly("empty");
  }

  @Test
  void aSecondWritingReplacesTheFirst() throws IOException {
    ObjectEntry first = write("a", "one");
    ObjectEntry second = write("a", "two");

    assertThat(read("a")).isEqualTo("two");
    assertThat(second.etag()).isNotEqualTo(first.etag());
    assertThat(keys("")).containsExactly("a");
  }

  @Test
  void aWriterThatFailsLeavesWhatWasThere() throws IOException {
    write("a", "before");
    InputStream failing = new Failing(new byte[100_000]);

    assertThatThrownBy(() -> store().write(BUCKET, new ObjectKey("a"), failing, 200_000))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                store().write(BUCKET, new ObjectKey("b"), new ByteArrayInputStream(new byte[5]), 6))
        .isInstanceOf(IOException.class);

    assertThat(read("a")).isEqualTo("before");
    assertThat(keys("")).containsExactly("a");
  }

  @Test
  void aReaderGoesOnReadingWhatItOpened() throws IOException {
    write("a", "before");
    try (Opened opened = store().open(BUCKET, new ObjectKey("a")).orElseThrow()) {
      write("a", "after!");

      assertThat(new String(opened.bytes().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("before");
    }
  }

  @Test
  void listingsAreInTheOrderOfTheBytesAndComeInParts() throws IOException {
    for (String key : List.of("a/2", "b", "a/1", "a-", "a", "a/1/x", "ä", "𝄞", "\uFF21")) {
      write(key, key);
    }

    assertThat(keys(""))
        .containsExactly("a", "a-", "a/1", "a/1/x", "a/2", "b", "ä", "\uFF21", "𝄞");
    assertThat(keys("a/")).containsExactly("a/1", "a/1/x", "a/2");
    assertThat(keys("a/1")).containsExactly("a/1", "a/1/x");
    var inParts = new ArrayList<String>();
    Listing part = store().list(BUCKET, "a", null, 2);
    inParts.addAll(keys(part));
    while (part.next() != null) {
      part = store().list(BUCKET, "a", part.next(), 2);
      inParts.addAll(keys(part));
    }
    assertThat(inParts).containsExactly("a", "a-", "a/1", "a/1/x", "a/2");
  }

  @Test
  void keysThatLookLikePathsStayInTheirBucket() throws IOException {
    store().createBucket(new BucketName("other"));
    List<String> keys =
        List.of(
            "../other/a", "/etc/passwd", "a/../../b", "a//b", "./c", "a/", "a", "..", "%2e%2e/d");
    for (String key : keys) {
      write(key, "of " + key);
    }

    assertThat(keys("")).containsExactlyInAnyOrderElementsOf(keys);
    for (String key : keys) {
      assertThat(read(key)).isEqualTo("of " + key);
    }
    assertThat(store().list(new BucketName("other"), "", null, 10).objects()).isEmpty();
  }

  @Test
  void longKeysAndLongNamesInThemAreKept() throws IOException {
    String longest = "x".repeat(1024);
    write(longest, "long");
    write("a/" + "ü".repeat(300), "wide");

    assertThat(read(longest)).isEqualTo("long");
    assertThat(read("a/" + "ü".repeat(300))).isEqualTo("wide");
  }

  @Test
  void whatIsDeletedIsGone() throws IOException {
    write("a/b", "x");

    assertThat(store().delete(BUCKET, new ObjectKey("a/b"))).isTrue();
    assertThat(store().delete(BUCKET, new ObjectKey("a/b"))).isFalse();
    assertThat(store().open(BUCKET, new ObjectKey("a/b"))).isEmpty();
    assertThat(keys("")).isEmpty();
  }

  @Test
  void aBucketIsDeletedOnlyWhenEmpty() throws IOException {
    write("a/b", "x");

    assertThatThrownBy(() -> store().deleteBucket(BUCKET))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Conflict.class));
    assertThat(read("a/b")).isEqualTo("x");
    store().delete(BUCKET, new ObjectKey("a/b"));
    assertThat(store().deleteBucket(BUCKET)).isTrue();
    assertThat(store().deleteBucket(BUCKET)).isFalse();
    assertThat(store().buckets()).isEmpty();
  }

  @Test
  void aBucketThatIsNotThereIsSaidSo() {
    var missing = new BucketName("missing");

    assertThatThrownBy(() -> store().list(missing, "", null, 10))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> {
              assertThat(r.refusal()).isInstanceOf(NotFound.class);
              assertThat(r.refusal().toString()).contains("bucket", "missing");
            });
    assertThatThrownBy(() -> store().open(missing, new ObjectKey("a"))).isInstanceOf(Refused.class);
    assertThatThrownBy(
            () ->
                store()
                    .write(missing, new ObjectKey("a"), new ByteArrayInputStream(new byte[1]), 1))
        .isInstanceOf(Refused.class);
  }

  @Test
  void twoProjectsHaveBucketsOfOneNameAndDoNotSeeEachOther() throws IOException {
    write("a", "mine");

    ObjectStore other = stores().of(OTHER);
    assertThat(other.buckets()).isEmpty();
    assertThat(other.createBucket(BUCKET)).isTrue();
    assertThat(other.list(BUCKET, "", null, 10).objects()).isEmpty();
    assertThat(store().createBucket(BUCKET)).isFalse();
    assertThat(store().buckets()).extracting(Bucket::name).containsExactly(BUCKET);
    assertThat(read("a")).isEqualTo("mine");
  }

  /** Gives some bytes and then fails, as a client that goes away does. */
  protected static final class Failing extends FilterInputStream {
    public Failing(byte[] first) {
      super(new ByteArrayInputStream(first));
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      if (next < 0) {
        throw new IOException("the client went away");
      }
      return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = super.read(into, from, length);
      if (count < 0) {
        throw new IOException("the client went away");
      }
      return count;
    }
  }
}
