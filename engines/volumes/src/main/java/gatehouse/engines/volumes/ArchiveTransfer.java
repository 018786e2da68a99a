package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.storage.S3Action;
import gatehouse.core.volume.KeyPath;
import gatehouse.core.volume.LocalEntry;
import gatehouse.core.volume.Synced;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.VolumeFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes one folder and one archive in a bucket alike, in one direction. The archive is one object:
 * it is brought, and written, as a whole.
 */
final class ArchiveTransfer {
  private final Volume volume;
  private final VolumeSource.Bucket source;
  private final ObjectStore store;
  private final SafeTree tree;
  private final Path recordFile;
  private final Checks checks;
  private final Tally tally;
  private final ObjectKey key;

  ArchiveTransfer(
      Volume volume,
      VolumeSource.Bucket source,
      ObjectStore store,
      VolumeFolder folder,
      Path recordFile,
      Checks checks,
      Tally tally) {
    this.volume = volume;
    this.source = source;
    this.store = store;
    this.tree = new SafeTree(folder);
    this.recordFile = recordFile;
    this.checks = checks;
    this.tally = tally;
    this.key = new ObjectKey(source.prefix() + source.archive());
  }

  /** Brings what the archive holds. One that is yet to be written need not be there. */
  void pull() throws IOException {
    checks.require(S3Action.GET_OBJECT, key.value());
    tally.expect(1);
    tree.clearAside();
    boolean written = volume.permission().writesBack() && volume.target() == null;
    try (SyncRecord record = SyncRecord.open(recordFile)) {
      Optional<ObjectStore.Opened> opened = opened(written);
      if (opened.isEmpty()) {
        if (!written) {
          throw new Refused(new NotFound("archive", key.value()));
        }
        tally.alike();
        return;
      }
      try (ObjectStore.Opened reading = opened.get()) {
        bring(reading, record);
      }
    } finally {
      checks.done(S3Action.GET_OBJECT, key.value());
    }
  }

  private Optional<ObjectStore.Opened> opened(boolean mayBeMissing) throws IOException {
    try {
      return store.open(source.bucket(), key);
    } catch (Refused refused) {
      if (mayBeMissing && refused.refusal() instanceof NotFound) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private void bring(ObjectStore.Opened reading, SyncRecord record) throws IOException {
    ObjectEntry object = reading.entry();
    Map<String, LocalEntry> local = local();
    boolean untouched = isAsRecorded(local, record);
    Map<String, Synced> known = record.all();
    boolean same = known.values().stream().anyMatch(one -> one.etag().equals(object.etag()));
    if (untouched && same) {
      tally.alike();
      return;
    }
    if (!untouched && !known.isEmpty() && volume.permission().writesBack()) {
      tally.leaveOut(
          source.archive(), "the folder was changed since it was brought: push it first");
      return;
    }
    Path fresh = tree.fresh();
    try {
      try (var bytes = checked(reading.bytes(), S3Action.GET_OBJECT);
          OutputStream out = Files.newOutputStream(fresh)) {
        bytes.transferTo(out);
        if (!bytes.matches(object.etag(), object.size())) {
          throw new IOException("what arrived is not what the bucket has: its sum differs");
        }
      }
      Map<String, LocalEntry> brought = new Tar(tree, tally).unpack(fresh, source.archive());
      for (String path : known.keySet()) {
        LocalEntry before = local.get(path);
        if (!brought.containsKey(path)) {
          if (before != null && !before.path().folder() && holds(known, before)) {
            tree.remove(before.path());
          }
          record.remove(path);
        }
      }
      keep(brought, object.etag(), record);
      tally.moved(object.size());
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Writes the archive anew with all that the folder holds, where anything has changed. */
  void push() throws IOException {
    checks.require(S3Action.PUT_OBJECT, key.value());
    tally.expect(1);
    Path fresh = tree.fresh();
    try (SyncRecord record = SyncRecord.open(recordFile)) {
      Map<String, LocalEntry> local = local();
      if (isAsRecorded(local, record)) {
        tally.alike();
        return;
      }
      makeBucketIfMissing();
      new Tar(tree, tally).pack(local.values(), fresh, source.archive());
      long size = Files.size(fresh);
      ObjectEntry written;
      try (var bytes = checked(Files.newInputStream(fresh), S3Action.PUT_OBJECT)) {
        written = store.write(source.bucket(), key, bytes, size);
        if (bytes.count() != size || !bytes.matches(written.etag(), written.size())) {
          throw new IOException("what the bucket has is not what was sent: its sum differs");
        }
      }
      for (String path : record.all().keySet()) {
        if (!local.containsKey(path)) {
          record.remove(path);
        }
      }
      keep(local, written.etag(), record);
      tally.moved(size);
    } finally {
      checks.done(S3Action.PUT_OBJECT, key.value());
      Files.deleteIfExists(fresh);
    }
  }

  private void makeBucketIfMissing() throws IOException {
    try {
      Optional<ObjectEntry> _ = store.find(source.bucket(), key);
    } catch (Refused refused) {
      if (!(refused.refusal() instanceof NotFound)) {
        throw refused;
      }
      checks.require(S3Action.CREATE_BUCKET, "");
      boolean _ = store.createBucket(source.bucket());
    }
  }

  private CheckedBytes checked(InputStream bytes, S3Action action) {
    return new CheckedBytes(bytes, () -> checks.require(action, key.value()));
  }

  private Map<String, LocalEntry> local() throws IOException {
    Map<String, LocalEntry> local = new TreeMap<>();
    tree.walk(
        entry -> local.put(entry.path().toString(), entry),
        path -> tally.leaveOut(path, "it is neither a file nor a folder"));
    return local;
  }

  private static boolean isAsRecorded(Map<String, LocalEntry> local, SyncRecord record)
      throws IOException {
    Map<String, Synced> known = record.all();
    return local.keySet().equals(known.keySet())
        && local.values().stream().allMatch(entry -> holds(known, entry));
  }

  /** A folder is as it was where it is there: what lies in it has entries of its own. */
  private static boolean holds(Map<String, Synced> known, LocalEntry entry) {
    Synced before = known.get(entry.path().toString());
    return before != null && (entry.path().folder() || before.holdsFor(entry));
  }

  private static void keep(Map<String, LocalEntry> entries, String etag, SyncRecord record)
      throws IOException {
    for (LocalEntry entry : entries.values()) {
      KeyPath path = entry.path();
      record.put(path.toString(), new Synced(etag, entry.size(), entry.modified(), entry.file()));
    }
  }
}
