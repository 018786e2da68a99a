package gatehouse.engines.volumes;

import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A store that opens objects and then sends nothing of them, until its reader is interrupted. */
final class StuckObjects implements ObjectStore {
  private final ObjectStore objects;
  private final CountDownLatch reader = new CountDownLatch(1);

  StuckObjects(ObjectStore objects) {
    this.objects = objects;
  }

  /** Waits until somebody waits for bytes. */
  void awaitReader() {
    try {
      reader.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Optional<Opened> open(BucketName bucket, ObjectKey key) throws IOException {
    return objects.open(bucket, key).map(opened -> new Opened(opened.entry(), stuck(opened)));
  }

  private InputStream stuck(Opened opened) {
    return new FilterInputStream(opened.bytes()) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        reader.countDown();
        try {
          new CountDownLatch(1).await();
          return -1;
        } catch (InterruptedException e) {
          throw new InterruptedIOException("woken");
        }
      }
    };
  }

  @Override
  public List<Bucket> buckets() throws IOException {
    return objects.buckets();
  }

  @Override
  public boolean createBucket(BucketName bucket) throws IOException {
    return objects.createBucket(bucket);
  }

  @Override
  public boolean deleteBucket(BucketName bucket) throws IOException {
    return objects.deleteBucket(bucket);
  }

  @Override
  public Listing list(BucketName bucket, String prefix, @Nullable ObjectKey after, int limit)
      throws IOException {
    return objects.list(bucket, prefix, after, limit);
  }

  @Override
  public Optional<ObjectEntry> find(BucketName bucket, ObjectKey key) throws IOException {
    return objects.find(bucket, key);
  }

  @Override
  public ObjectEntry write(BucketName bucket, ObjectKey key, InputStream bytes, long length)
      throws IOException {
    return objects.write(bucket, key, bytes, length);
  }

  @Override
  public boolean delete(BucketName bucket, ObjectKey key) throws IOException {
    return objects.delete(bucket, key);
  }
}
