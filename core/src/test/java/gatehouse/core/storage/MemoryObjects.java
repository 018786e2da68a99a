package gatehouse.core.storage;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** Object storage that lies in memory; safe for use by many threads. */
public final class MemoryObjects implements ObjectStores {
  private final InstantSource clock;
  private final Map<ProjectId, Store> stores = new ConcurrentHashMap<>();

  public MemoryObjects(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public ObjectStore of(ProjectId project) {
    return stores.computeIfAbsent(project, id -> new Store());
  }

  private static final class Kept {
    private final ObjectEntry entry;
    private final byte[] bytes;

    Kept(ObjectEntry entry, byte[] bytes) {
      this.entry = entry;
      this.bytes = bytes;
    }

    ObjectEntry entry() {
      return entry;
    }
  }

  private record Room(ObjectStore.Bucket bucket, ConcurrentSkipListMap<ObjectKey, Kept> objects) {}

  private final class Store implements ObjectStore {
    private final Map<String, Room> rooms = new TreeMap<>();

    @Override
    public synchronized List<Bucket> buckets() {
      return rooms.values().stream().map(Room::bucket).toList();
    }

    @Override
    public synchronized boolean createBucket(BucketName bucket) {
      return rooms.putIfAbsent(
              bucket.value(),
              new Room(new Bucket(bucket, clock.instant()), new ConcurrentSkipListMap<>()))
          == null;
    }

    @Override
    public synchronized boolean deleteBucket(BucketName bucket) {
      Room room = rooms.get(bucket.value());
      if (room != null && !room.objects.isEmpty()) {
        throw new Refused(new Conflict("The bucket " + bucket + " is not empty."));
      }
      return rooms.remove(bucket.value()) != null;
    }

    @Override
    public Listing list(BucketName bucket, String prefix, @Nullable ObjectKey after, int limit) {
      var found = new ArrayList<ObjectEntry>();
      for (Kept kept : room(bucket).objects.values()) {
        ObjectKey key = kept.entry.key();
        if (key.value().startsWith(prefix) && (after == null || key.compareTo(after) > 0)) {
          if (found.size() == limit) {
            return new Listing(found, found.getLast().key());
          }
          found.add(kept.entry);
        }
      }
      return new Listing(found, null);
    }

    @Override
    public Optional<ObjectEntry> find(BucketName bucket, ObjectKey key) {
      return Optional.ofNullable(room(bucket).objects.get(key)).map(Kept::entry);
    }

    @Override
    public Optional<Opened> open(BucketName bucket, ObjectKey key) {
      return Optional.ofNullable(room(bucket).objects.get(key))
          .map(kept -> new Opened(kept.entry, new ByteArrayInputStream(kept.bytes)));
    }

    @Override
    public ObjectEntry write(BucketName bucket, ObjectKey key, InputStream bytes, long length)
        throws IOException {
      Room room = room(bucket);
      byte[] content = bytes.readAllBytes();
      if (length >= 0 && content.length != length) {
        throw new IOException(length + " bytes were promised, " + content.length + " came");
      }
      var entry = new ObjectEntry(key, content.length, md5(content), clock.instant());
      room.objects.put(key, new Kept(entry, content));
      return entry;
    }

    @Override
    public boolean delete(BucketName bucket, ObjectKey key) {
      return room(bucket).objects.remove(key) != null;
    }

    private synchronized Room room(BucketName bucket) {
      Room room = rooms.get(bucket.value());
      if (room == null) {
        throw new Refused(new NotFound("bucket", bucket.value()));
      }
      return room;
    }
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
