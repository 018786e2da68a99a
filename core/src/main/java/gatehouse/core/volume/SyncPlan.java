package gatehouse.core.volume;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.volume.SyncStep.Adopt;
import gatehouse.core.volume.SyncStep.Download;
import gatehouse.core.volume.SyncStep.Keep;
import gatehouse.core.volume.SyncStep.LeaveOut;
import gatehouse.core.volume.SyncStep.MakeFolder;
import gatehouse.core.volume.SyncStep.PutFolder;
import gatehouse.core.volume.SyncStep.RemoveFile;
import gatehouse.core.volume.SyncStep.RemoveObject;
import gatehouse.core.volume.SyncStep.Upload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has to move, told from both sides and from how they were when they were last alike. */
public final class SyncPlan {
  private static final String NO_PATH =
      "its key is no path below a folder (empty names, . or .., too long a name)";
  private static final String BOTH = "it was changed here since it was brought: push it first";

  private SyncPlan() {}

  /**
   * What makes a folder like a bucket. What was changed in a folder that is written back stays.
   *
   * @param local what lies in the folder, by path
   * @param synced how both were when they were last alike, by path
   */
  public static List<SyncStep> pull(
      List<ObjectEntry> objects,
      String prefix,
      Map<String, LocalEntry> local,
      Map<String, Synced> synced,
      VolumePermission permission) {
    var steps = new ArrayList<SyncStep>();
    Set<String> seen = new HashSet<>();
    for (ObjectEntry object : objects) {
      if (object.key().value().equals(prefix)) {
        continue;
      }
      Optional<KeyPath> path = KeyPath.of(object.key(), prefix);
      if (path.isEmpty()) {
        steps.add(new LeaveOut(object.key().value(), NO_PATH));
        continue;
      }
      seen.add(path.get().toString());
      steps.add(pull(object, path.get(), local, synced, permission));
    }
    synced.forEach(
        (path, before) -> {
          LocalEntry here = local.get(path);
          if (!seen.contains(path) && here != null && before.holdsFor(here)) {
            steps.add(new RemoveFile(here.path()));
          }
        });
    return steps;
  }

  private static SyncStep pull(
      ObjectEntry object,
      KeyPath path,
      Map<String, LocalEntry> local,
      Map<String, Synced> synced,
      VolumePermission permission) {
    LocalEntry here = local.get(path.toString());
    if (path.folder()) {
      return here == null ? new MakeFolder(path) : new Keep(path);
    }
    Synced before = synced.get(path.toString());
    boolean unchanged = here != null && before != null && before.holdsFor(here);
    boolean same = before != null && before.isOf(object);
    if (unchanged && same) {
      return new Keep(path);
    }
    if (here != null && before == null && looksLike(here, object)) {
      return new Adopt(object, here);
    }
    if (here != null && !unchanged && permission.writesBack()) {
      return new LeaveOut(path.toString(), BOTH);
    }
    return new Download(object, path);
  }

  /** A file that was brought has the time of its object. */
  private static boolean looksLike(LocalEntry here, ObjectEntry object) {
    return here.size() == object.size() && here.modified() == LocalEntry.nanos(object.modified());
  }

  /**
   * What makes a bucket like a folder.
   *
   * @param local what lies in the folder
   * @param synced how both were when they were last alike, by path
   */
  public static List<SyncStep> push(
      List<LocalEntry> local,
      String prefix,
      Map<String, Synced> synced,
      VolumePermission permission) {
    var steps = new ArrayList<SyncStep>();
    Set<String> seen = new HashSet<>();
    for (LocalEntry entry : local) {
      seen.add(entry.path().toString());
      boolean full = entry.path().folder() && entry.size() > 0;
      if (!full) {
        steps.add(push(entry, prefix, synced));
      }
    }
    if (permission == VolumePermission.RWD) {
      synced.forEach(
          (path, before) -> {
            if (!seen.contains(path)) {
              steps.add(new RemoveObject(KeyPath.parse(path).key(prefix), before.etag()));
            }
          });
    }
    return steps;
  }

  private static SyncStep push(LocalEntry entry, String prefix, Map<String, Synced> synced) {
    Synced before = synced.get(entry.path().toString());
    if (before != null && (entry.path().folder() || before.holdsFor(entry))) {
      return new Keep(entry.path());
    }
    if ((prefix + entry.path()).getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 1024) {
      return new LeaveOut(entry.path().toString(), "its key would be longer than 1024 bytes");
    }
    return entry.path().folder()
        ? new PutFolder(entry.path().key(prefix))
        : new Upload(entry, entry.path().key(prefix));
  }
}
