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
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to move, told from both sides and from how they were when they were last alike. Told for
 * each path alone, so that no tree has to be held in memory as a whole.
 */
public final class SyncPlan {
  private static final int LONGEST_KEY = 1024;
  private static final String NO_PATH =
      "its key is no path below a folder (empty names, . or .., too long a name)";
  private static final String BOTH = "it was changed here since it was brought: push it first";

  private SyncPlan() {}

  /** What becomes of an object whose key is no path. */
  public static SyncStep withoutPath(ObjectEntry object) {
    return new LeaveOut(object.key().value(), NO_PATH);
  }

  /**
   * What makes a file like its object. What was changed in a folder that is written back stays.
   *
   * @param path that of the object's key
   * @param here what lies under it; null where nothing does
   * @param before how both were when they were last alike; null where they never were
   */
  public static SyncStep pull(
      ObjectEntry object,
      KeyPath path,
      @Nullable LocalEntry here,
      @Nullable Synced before,
      VolumePermission permission) {
    if (path.folder()) {
      return here == null ? new MakeFolder(path) : new Keep(path);
    }
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

  /** What becomes of a file whose object is gone; empty where it stays. */
  public static Optional<SyncStep> objectIsGone(@Nullable LocalEntry here, Synced before) {
    return here != null && before.holdsFor(here)
        ? Optional.of(new RemoveFile(here.path()))
        : Optional.empty();
  }

  /** A file that was brought has the time of its object. */
  private static boolean looksLike(LocalEntry here, ObjectEntry object) {
    return here.size() == object.size() && here.modified() == LocalEntry.nanos(object.modified());
  }

  /**
   * What makes an object like its file; empty for a folder that is not empty, which needs none.
   *
   * @param before how both were when they were last alike; null where they never were
   */
  public static Optional<SyncStep> push(LocalEntry entry, String prefix, @Nullable Synced before) {
    KeyPath path = entry.path();
    if (path.folder() && entry.size() > 0) {
      return Optional.empty();
    }
    if (before != null && (path.folder() || before.holdsFor(entry))) {
      return Optional.of(new Keep(path));
    }
    if ((prefix + path).getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      return Optional.of(
          new LeaveOut(path.toString(), "its key would be longer than " + LONGEST_KEY + " bytes"));
    }
    return Optional.of(
        path.folder() ? new PutFolder(path.key(prefix)) : new Upload(entry, path.key(prefix)));
  }

  /** What becomes of an object whose file is gone, where deleting is written back too. */
  public static SyncStep fileIsGone(String path, String prefix, Synced before) {
    return new RemoveObject(KeyPath.parse(path).key(prefix), before.etag());
  }
}
