package gatehouse.core.volume;

import gatehouse.core.storage.ObjectEntry;

/**
 * That a file and an object were alike, and how both were then: what has changed since shows on
 * either side.
 *
 * @param etag the object's
 * @param size of both, bytes
 * @param modified the file's, as {@link LocalEntry}
 * @param file the file's, as {@link LocalEntry}
 */
public record Synced(String etag, long size, long modified, String file) {

  /** Whether an object has not changed since. */
  public boolean isOf(ObjectEntry object) {
    return object.etag().equals(etag) && object.size() == size;
  }

  /** Whether a file has not changed since. */
  public boolean holdsFor(LocalEntry entry) {
    return entry.size() == size && entry.modified() == modified && entry.file().equals(file);
  }
}
