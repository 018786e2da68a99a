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
import gatehouse.core.workload.VolumeFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Makes one folder and one bucket alike, in one direction. */
final class BucketTransfer {
  private static final int PAGE = 1000;
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
      List<ObjectEntry> objects = objects();
      Map<String, LocalEntry> local = new HashMap<>();
      tree.walk(entry -> local.put(entry.path().toString(), entry), path -> {});
      carryOut(SyncPlan.pull(objects, prefix, local, record.all(), volume.permission()), record);
    }
  }

  /** Writes back what has changed in the folder. */
  void push() throws IOException, InterruptedException {
    makeBucketIfMissing();
    try (SyncRecord record = SyncRecord.open(recordFile)) {
      List<LocalEntry> local = new ArrayList<>();
      tree.walk(local::add, path -> tally.leaveOut(path, "it is neither a file nor a folder"));
      carryOut(SyncPlan.push(local, prefix, record.all(), volume.permission()), record);
    }
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

  private List<ObjectEntry> objects() throws IOException {
    var all = new ArrayList<ObjectEntry>();
    @Nullable ObjectKey after = null;
    do {
      checks.require(S3Action.LIST_BUCKET, "");
      ObjectStore.Listing page = store.list(bucket, prefix, after, PAGE);
      all.addAll(page.objects());
      after = page.next();
    } while (after != null);
    return all;
  }

  private void carryOut(List<SyncStep> steps, SyncRecord record) throws InterruptedException {
    tally.expect(steps.size());
    workers.each(steps, step -> carryOut(step, record));
  }

  private void carryOut(SyncStep step, SyncRecord record) throws InterruptedException {
    String what = "";
    try {
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
}
