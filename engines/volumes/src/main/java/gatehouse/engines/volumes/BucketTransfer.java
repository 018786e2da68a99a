package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.storage.S3Action;
import gatehouse.core.volume.KeyPath;
import gatehouse.core.volume.LocalEntry;
import gatehouse.core.volume.SyncPlan;
import gatehouse.core.volume.SyncStep;
import gatehouse.core.volume.Synced;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.workload.VolumeFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one folder and one bucket alike, in one direction. Holds a part of both in memory at a
 * time, however many there are.
 */
final class BucketTransfer {
  private static final int PAGE = 1000;

  /** What is to be done is found out, and done, for so many paths at a time. */
  private static final int AT_A_TIME = 10_000;

  private static final String CHANGING = "it changes while it is read";

  private final Volume volume;
  private final BucketName bucket;
  private final String prefix;
  private final ObjectStore store;
  private final SafeTree tree;
  private final Path recordFile;
  private final Checks checks;
  private final Tally tally;
  private final Workers workers;

  BucketTransfer(
      Volume volume,
      BucketName bucket,
      String prefix,
      ObjectStore store,
      VolumeFolder folder,
      Path recordFile,
      Checks checks,
      Tally tally,
      Workers workers) {
    this.volume = volume;
    this.bucket = bucket;
    this.prefix = prefix;
    this.store = store;
    this.tree = new SafeTree(folder);
    this.recordFile = recordFile;
    this.checks = checks;
    this.tally = tally;
    this.workers = workers;
  }

  /** Brings what the bucket has. */
  void pull() throws IOException, InterruptedException {
    checks.require(S3Action.LIST_BUCKET, "");
    if (volume.isPushed() && volume.target() == null) {
      makeBucketIfMissing();
    }
    tree.clearAside();
    try (SyncRecord record = SyncRecord.open(recordFile)) {
      var seen = new SeenPaths();
      var turns = new ArrayList<Turn>();
      @Nullable ObjectKey after = null;
      do {
        checks.require(S3Action.LIST_BUCKET, "");
        ObjectStore.Listing page = store.list(bucket, prefix, after, PAGE);
        for (ObjectEntry object : page.objects()) {
          if (!object.key().value().equals(prefix)) {
            turns.add(turn(object, seen, record));
          }
        }
        after = page.next();
        carryOutWhereMany(turns, record);
      } while (after != null);
      record.<InterruptedException>eachPath(
          path -> {
            if (!seen.has(path)) {
              turns.add(new Turn(path, () -> objectIsGone(path, record)));
              carryOutWhereMany(turns, record);
            }
          });
      carryOut(turns, record);
    }
  }

  private Turn turn(ObjectEntry object, SeenPaths seen, SyncRecord record) {
    String key = object.key().value();
    Optional<KeyPath> path = KeyPath.of(object.key(), prefix);
    if (path.isEmpty()) {
      return new Turn(key, () -> Optional.of(SyncPlan.withoutPath(object)));
    }
    String text = path.get().toString();
    seen.add(text);
    return new Turn(
        text,
        () -> {
          LocalEntry here = tree.find(path.get()).orElse(null);
          return Optional.of(
              SyncPlan.pull(object, path.get(), here, record.get(text), volume.permission()));
        });
  }

  private Optional<SyncStep> objectIsGone(String path, SyncRecord record) throws IOException {
    Synced before = record.get(path);
    LocalEntry here = tree.find(KeyPath.parse(path)).orElse(null);
    return before == null ? Optional.empty() : SyncPlan.objectIsGone(here, before);
  }

  /** Writes back what has changed in the folder. */
  void push() throws IOException, InterruptedException {
    makeBucketIfMissing();
    try (SyncRecord record = SyncRecord.open(recordFile)) {
      var seen = new SeenPaths();
      var turns = new ArrayList<Turn>();
      tree.<InterruptedException>walk(
          entry -> {
            String path = entry.path().toString();
            seen.add(path);
            turns.add(new Turn(path, () -> SyncPlan.push(entry, prefix, record.get(path))));
            carryOutWhereMany(turns, record);
          },
          path -> tally.leaveOut(path, "it is neither a file nor a folder"));
      if (volume.permission() == VolumePermission.RWD) {
        record.<InterruptedException>eachPath(
            path -> {
              if (!seen.has(path)) {
                turns.add(new Turn(path, () -> fileIsGone(path, record)));
                carryOutWhereMany(turns, record);
              }
            });
      }
      carryOut(turns, record);
    }
  }

  private Optional<SyncStep> fileIsGone(String path, SyncRecord record) throws IOException {
    return Optional.ofNullable(record.get(path))
        .map(before -> SyncPlan.fileIsGone(path, prefix, before));
  }

  /** As in the model: a bucket that is to be written to need not be there first. */
  private void makeBucketIfMissing() throws IOException {
    try {
      ObjectStore.Listing _ = store.list(bucket, prefix, null, 1);
    } catch (Refused refused) {
      if (!(refused.refusal() instanceof NotFound)) {
        throw refused;
      }
      checks.require(S3Action.CREATE_BUCKET, "");
      boolean _ = store.createBucket(bucket);
    }
  }

  private void carryOutWhereMany(List<Turn> turns, SyncRecord record) throws InterruptedException {
    if (turns.size() >= AT_A_TIME) {
      carryOut(turns, record);
    }
  }

  private void carryOut(List<Turn> turns, SyncRecord record) throws InterruptedException {
    tally.expect(turns.size());
    workers.each(turns, turn -> carryOut(turn, record));
    turns.clear();
  }

  private void carryOut(Turn turn, SyncRecord record) throws InterruptedException {
    String what = turn.path();
    try {
      SyncStep step = turn.plan().make().orElse(null);
      if (step == null) {
        tally.nothing();
        return;
      }
      switch (step) {
        case SyncStep.Keep _ -> tally.alike();
        case SyncStep.LeaveOut(String left, String why) -> tally.leaveOut(left, why);
        case SyncStep.MakeFolder(KeyPath path) -> {
          what = path.toString();
          LocalEntry made = tree.makeFolder(path);
          record.put(path.toString(), new Synced("", 0, made.modified(), made.file()));
          tally.moved(0);
        }
        case SyncStep.RemoveFile(KeyPath path) -> {
          what = path.toString();
          tree.remove(path);
          record.remove(path.toString());
          tally.removed();
        }
        case SyncStep.Download(ObjectEntry object, KeyPath path) -> {
          what = path.toString();
          workers.trying(() -> download(object, path, record));
          tally.moved(object.size());
        }
        case SyncStep.Adopt(ObjectEntry object, LocalEntry file) -> {
          what = file.path().toString();
          adopt(object, file, record);
        }
        case SyncStep.Upload(LocalEntry file, ObjectKey key) -> {
          what = file.path().toString();
          try {
            workers.trying(() -> upload(file, key, record));
          } finally {
            checks.done(S3Action.PUT_OBJECT, key.value());
          }
          tally.moved(file.size());
        }
        case SyncStep.PutFolder(ObjectKey key) -> {
          what = key.value();
          checks.require(S3Action.PUT_OBJECT, key.value());
          ObjectEntry put = store.write(bucket, key, new ByteArrayInputStream(new byte[0]), 0);
          checks.done(S3Action.PUT_OBJECT, key.value());
          record.put(key.value().substring(prefix.length()), new Synced(put.etag(), 0, 0, ""));
          tally.moved(0);
        }
        case SyncStep.RemoveObject(ObjectKey key, String etag) -> {
          what = key.value();
          removeObject(key, etag, record);
        }
      }
    } catch (IOException | Refused | IllegalArgumentException e) {
      if (checks.isCut()) {
        throw new CancellationException("the right to it has ended");
      }
      Workers.requireGoingOn();
      tally.fail(what, e);
    }
  }

  private void download(ObjectEntry listed, KeyPath path, SyncRecord record) throws IOException {
    checks.require(S3Action.GET_OBJECT, listed.key().value());
    Path fresh = tree.fresh();
    try {
      Optional<ObjectStore.Opened> opened = store.open(bucket, listed.key());
      if (opened.isEmpty()) {
        return; // Removed since it was listed.
      }
      ObjectEntry object = opened.get().entry();
      Runnable check = () -> checks.require(S3Action.GET_OBJECT, listed.key().value());
      try (ObjectStore.Opened reading = opened.get();
          var bytes = new CheckedBytes(reading.bytes(), check);
          OutputStream out = Files.newOutputStream(fresh)) {
        bytes.transferTo(out);
        if (!bytes.matches(object.etag(), object.size())) {
          throw new IOException("what arrived is not what the bucket has: its sum differs");
        }
      }
      Files.setLastModifiedTime(fresh, FileTime.from(object.modified()));
      LocalEntry put = tree.put(fresh, path);
      record.put(
          path.toString(), new Synced(object.etag(), put.size(), put.modified(), put.file()));
    } finally {
      checks.done(S3Action.GET_OBJECT, listed.key().value());
      Files.deleteIfExists(fresh);
    }
  }

  private void adopt(ObjectEntry object, LocalEntry file, SyncRecord record)
      throws IOException, InterruptedException {
    boolean same;
    try (InputStream in = tree.read(file.path());
        var bytes = new CheckedBytes(in, () -> {})) {
      bytes.transferTo(OutputStream.nullOutputStream());
      same = bytes.matches(object.etag(), object.size());
    }
    if (same) {
      record.put(
          file.path().toString(),
          new Synced(object.etag(), file.size(), file.modified(), file.file()));
      tally.alike();
    } else {
      workers.trying(() -> download(object, file.path(), record));
      tally.moved(object.size());
    }
  }

  private void upload(LocalEntry listed, ObjectKey key, SyncRecord record) throws IOException {
    checks.require(S3Action.PUT_OBJECT, key.value());
    Optional<LocalEntry> before = tree.file(listed.path());
    if (before.isEmpty()) {
      return; // Removed since it was listed.
    }
    Runnable check = () -> checks.require(S3Action.PUT_OBJECT, key.value());
    long size = before.get().size();
    ObjectEntry written;
    try (InputStream in = tree.read(listed.path());
        var bytes = new CheckedBytes(new FirstBytes(in, size), check)) {
      written = store.write(bucket, key, bytes, size);
      if (bytes.count() != size || !bytes.matches(written.etag(), written.size())) {
        throw new IOException("what the bucket has is not what was sent: its sum differs");
      }
    }
    Optional<LocalEntry> after = tree.file(listed.path());
    if (!after.equals(before)) {
      throw new IOException(CHANGING);
    }
    record.put(
        listed.path().toString(),
        new Synced(written.etag(), size, before.get().modified(), before.get().file()));
  }

  private void removeObject(ObjectKey key, String etag, SyncRecord record) throws IOException {
    checks.require(S3Action.DELETE_OBJECT, key.value());
    String path = key.value().substring(prefix.length());
    Optional<ObjectEntry> there = store.find(bucket, key);
    boolean folder = key.value().endsWith("/");
    if (there.isPresent() && !folder && !there.get().etag().equals(etag)) {
      checks.done(S3Action.DELETE_OBJECT, key.value());
      tally.leaveOut(path, "it was deleted here and changed there");
      return;
    }
    if (there.isPresent()) {
      boolean _ = store.delete(bucket, key);
    }
    checks.done(S3Action.DELETE_OBJECT, key.value());
    record.remove(path);
    tally.removed();
  }

  /** One path, and how to find out what is to be done about it. */
  private record Turn(String path, Plan plan) {}

  /** Finds out what is to be done; empty where nothing is. */
  @FunctionalInterface
  private interface Plan {
    Optional<SyncStep> make() throws IOException;
  }
}
