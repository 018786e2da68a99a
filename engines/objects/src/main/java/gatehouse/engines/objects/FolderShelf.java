package gatehouse.engines.objects;

import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The buckets of one project, in one folder. */
final class FolderShelf implements ObjectShelf {
  private final Path folder;
  private final InstantSource clock;
  private final Stamp stamp;
  private final Uploads uploads;
  private final ConcurrentHashMap<BucketName, Room> rooms = new ConcurrentHashMap<>();

  FolderShelf(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = () -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
    this.stamp = new Stamp(clock);
    this.uploads = new Uploads(this.clock, stamp);
  }

  @Override
  public List<Bucket> buckets() throws IOException {
    var buckets = new ArrayList<Bucket>();
    for (Path each : FolderShelves.children(folder)) {
      String name = each.getFileName().toString();
      if (!name.startsWith(".")) {
        try (FileChannel born = FileChannel.open(each.resolve(Room.BORN))) {
          buckets.add(new Bucket(new BucketName(name), Footer.of(born).modified()));
        } catch (NoSuchFileException e) {
          // Going or coming.
        }
      }
    }
    return buckets;
  }

  @Override
  public boolean hasBucket(BucketName bucket) {
    return any(bucket).isThere();
  }

  @Override
  public boolean createBucket(BucketName bucket) throws IOException {
    if (hasBucket(bucket)) {
      return false;
    }
    Path draft = folder.resolve(".new-" + UUID.randomUUID());
    Room.furnish(draft, clock.millis());
    try {
      Files.move(draft, folder.resolve(bucket.value()), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (FileSystemException e) {
      // Which of them it is when somebody else was faster, no two systems agree upon.
      FolderShelves.removeTree(draft);
      if (hasBucket(bucket)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean deleteBucket(BucketName bucket) throws IOException {
    Room room = any(bucket);
    if (!room.isThere()) {
      return false;
    }
    if (!room.removeIfEmpty(folder.resolve(".gone-" + UUID.randomUUID()))) {
      throw new Refused(new Conflict("The bucket " + bucket + " is not empty."));
    }
    return true;
  }

  @Override
  public Page page(BucketName bucket, String prefix, String delimiter, String after, int limit)
      throws IOException {
    return new Walk(prefix, delimiter, after, limit).of(room(bucket).objects());
  }

  @Override
  public Listing list(BucketName bucket, String prefix, @Nullable ObjectKey after, int limit)
      throws IOException {
    Page page = page(bucket, prefix, "", after == null ? "" : after.value(), limit);
    return new Listing(page.objects(), page.next() == null ? null : new ObjectKey(page.next()));
  }

  @Override
  public Optional<ObjectEntry> find(BucketName bucket, ObjectKey key) throws IOException {
    return Optional.ofNullable(Walk.entry(room(bucket).file(key), key.value()));
  }

  @Override
  public Optional<Reading> read(BucketName bucket, ObjectKey key) throws IOException {
    Room room = room(bucket);
    return Optional.ofNullable(open(room, key, room.file(key), null));
  }

  /** Where it becomes the object of now meanwhile, it is found on the second look there. */
  @Override
  public Optional<Reading> read(BucketName bucket, ObjectKey key, String id) throws IOException {
    Room room = room(bucket);
    if (!Stamp.isId(id)) {
      return Optional.empty();
    }
    Path now = room.file(key);
    for (Path file : List.of(now, room.past().file(key, id), now)) {
      Reading found = open(room, key, file, id);
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static @Nullable Reading open(Room room, ObjectKey key, Path file, @Nullable String id)
      throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      Footer footer = Footer.of(channel);
      if (footer.isMarker() || (id != null && !footer.version().equals(id))) {
        channel.close();
        return null;
      }
      return new OpenFile(key, footer, channel, room.isVersioned());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public State versioning(BucketName bucket) throws IOException {
    return room(bucket).state();
  }

  @Override
  public void setVersioning(BucketName bucket, State state) throws IOException {
    room(bucket).become(state, clock.instant());
  }

  @Override
  public VersionPage versions(
      BucketName bucket,
      String prefix,
      String delimiter,
      String afterKey,
      @Nullable String afterId,
      int limit)
      throws IOException {
    return new History(room(bucket), prefix, delimiter, limit).after(afterKey, afterId);
  }

  @Override
  public Optional<Version> version(BucketName bucket, ObjectKey key, @Nullable String id)
      throws IOException {
    return History.of(room(bucket), key).stream()
        .filter(each -> id == null ? each.latest() : each.id().equals(id))
        .findFirst();
  }

  @Override
  public Optional<Opened> open(BucketName bucket, ObjectKey key) throws IOException {
    Optional<Reading> reading = read(bucket, key);
    if (reading.isEmpty()) {
      return Optional.empty();
    }
    ObjectEntry entry = reading.get().details().entry();
    return Optional.of(new Opened(entry, reading.get().bytes(0, entry.size())));
  }

  @Override
  public ObjectEntry write(BucketName bucket, ObjectKey key, InputStream bytes, long length)
      throws IOException {
    return write(bucket, key, bytes, length, Map.of(), Condition.NONE).entry();
  }

  @Override
  public Written write(
      BucketName bucket,
      ObjectKey key,
      InputStream bytes,
      long length,
      Map<String, String> headers,
      Condition condition)
      throws IOException {
    Room room = room(bucket);
    try (Draft draft = new Draft(room.aside())) {
      draft.take(bytes, length);
      Footer footer = draft.finish(draft.etag(), clock.instant(), stamp.on(headers, room));
      return room.show(draft, footer, key, condition);
    } catch (NoSuchFileException e) {
      throw gone(bucket, room, e);
    }
  }

  @Override
  public boolean delete(BucketName bucket, ObjectKey key) throws IOException {
    return remove(bucket, key, null, Condition.NONE).there();
  }

  @Override
  public Removed remove(BucketName bucket, ObjectKey key, @Nullable String id, Condition condition)
      throws IOException {
    Room room = room(bucket);
    if (id != null) {
      return Stamp.isId(id) ? room.remove(key, id, condition) : new Removed(false, id, false);
    }
    if (!room.isVersioned()) {
      return room.remove(key, condition);
    }
    try (Draft draft = new Draft(room.aside())) {
      Footer marker = draft.finish("", clock.instant(), stamp.marker(room));
      return room.cover(key, draft, marker, condition);
    }
  }

  @Override
  public String begin(BucketName bucket, ObjectKey key, Map<String, String> headers)
      throws IOException {
    return uploads.begin(room(bucket), key, headers);
  }

  @Override
  public Optional<Upload> upload(BucketName bucket, ObjectKey key, String id) throws IOException {
    return uploads.find(room(bucket), id).filter(found -> found.key().equals(key));
  }

  @Override
  public List<Upload> uploads(BucketName bucket) throws IOException {
    return uploads.all(room(bucket));
  }

  @Override
  public Part writePart(
      BucketName bucket, ObjectKey key, String id, int number, InputStream bytes, long length)
      throws IOException {
    require(bucket, key, id);
    return uploads.writePart(room(bucket), id, number, bytes, length);
  }

  @Override
  public List<Part> parts(BucketName bucket, ObjectKey key, String id) throws IOException {
    require(bucket, key, id);
    return uploads.parts(room(bucket), id);
  }

  @Override
  public Written complete(
      BucketName bucket, ObjectKey key, String id, List<Integer> numbers, Condition condition)
      throws IOException {
    return uploads.complete(room(bucket), require(bucket, key, id), numbers, condition);
  }

  @Override
  public boolean abort(BucketName bucket, ObjectKey key, String id) throws IOException {
    if (upload(bucket, key, id).isEmpty()) {
      return false;
    }
    uploads.drop(room(bucket), id);
    return true;
  }

  private Upload require(BucketName bucket, ObjectKey key, String id) throws IOException {
    return upload(bucket, key, id).orElseThrow(() -> new Refused(new NotFound("upload", id)));
  }

  private Room any(BucketName bucket) {
    return rooms.computeIfAbsent(bucket, name -> new Room(folder.resolve(name.value())));
  }

  private Room room(BucketName bucket) {
    Room room = any(bucket);
    if (!room.isThere()) {
      rooms.remove(bucket, room); // Else names that are only asked for would fill the memory.
      throw new Refused(new NotFound("bucket", bucket.value()));
    }
    return room;
  }

  private static RuntimeException gone(BucketName bucket, Room room, IOException e)
      throws IOException {
    if (room.isThere()) {
      throw e;
    }
    return new Refused(new NotFound("bucket", bucket.value()));
  }
}
