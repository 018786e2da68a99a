package gatehouse.core.volume;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;

/** One thing to be done so that a folder and a bucket become alike. */
public sealed interface SyncStep {

  /** Brings an object into a file. */
  record Download(ObjectEntry object, KeyPath path) implements SyncStep {}

  /**
   * Takes a file for its object, where it turns out to be the same: it was brought before a crash.
   */
  record Adopt(ObjectEntry object, LocalEntry file) implements SyncStep {}

  /** Makes a folder. */
  record MakeFolder(KeyPath path) implements SyncStep {}

  /** Removes a file that is as it was brought, its object being gone. */
  record RemoveFile(KeyPath path) implements SyncStep {}

  /** Writes a file into an object. */
  record Upload(LocalEntry file, ObjectKey key) implements SyncStep {}

  /** Writes an object of nothing that stands for an empty folder. */
  record PutFolder(ObjectKey key) implements SyncStep {}

  /** Removes an object whose file is gone, unless somebody changed it since. */
  record RemoveObject(ObjectKey key, String etag) implements SyncStep {}

  /** Nothing: both are alike. */
  record Keep(KeyPath path) implements SyncStep {}

  /** Left as it is, and why. */
  record LeaveOut(String what, String why) implements SyncStep {}
}
