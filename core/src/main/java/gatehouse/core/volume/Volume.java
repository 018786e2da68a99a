package gatehouse.core.volume;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Data that a workload sees in a folder.
 *
 * @param cache whether the folder may be shared with others of the project that read the same
 * @param userVolume the volume apart from workloads that was attached, or null
 * @param target where changes are written, if not where the data comes from; or null
 */
public record Volume(
    UUID id,
    MountPath mountPath,
    VolumePermission permission,
    boolean cache,
    VolumeSource source,
    @Nullable UUID userVolume,
    @Nullable VolumeSource target) {

  /**
   * @throws Refused with {@link Invalid} for a target that nothing would be written to
   */
  public Volume {
    if (target != null && !(target instanceof VolumeSource.Bucket)) {
      throw new Refused(new Invalid("volumes.targetDataStore", "a bucket of a data store"));
    }
    if (target != null && !permission.writesBack()) {
      throw new Refused(
          new Invalid("volumes.permission", "RW or RWD, for what is written to a target"));
    }
  }

  /** One that is the workload's alone. */
  public Volume(
      UUID id,
      MountPath mountPath,
      VolumePermission permission,
      boolean cache,
      VolumeSource source) {
    this(id, mountPath, permission, cache, source, null, null);
  }

  /** How many a workload may have. */
  public static final int MOST = 16;

  /** As people write it: {@code bucket@store/prefix:/path:rw:cache}. */
  public String inWords() {
    return source.inWords()
        + ":"
        + mountPath
        + ":"
        + permission.name().toLowerCase(Locale.ROOT)
        + (cache ? ":cache" : "");
  }

  /** Whether its folder is shared: only what nobody writes can be. */
  public boolean isShared() {
    return cache && permission == VolumePermission.RO && source instanceof VolumeSource.Bucket;
  }

  /** Whether something has to be brought before a run. */
  public boolean isPulled() {
    return !(source instanceof VolumeSource.Standalone);
  }

  /** Whether something has to be written back after a run. */
  public boolean isPushed() {
    return permission.writesBack() && destination() instanceof VolumeSource.Bucket;
  }

  /** Where changes are written, if they are. */
  public VolumeSource destination() {
    return target == null ? source : target;
  }

  /**
   * Passes for volumes that a workload can have together.
   *
   * @throws Refused with {@link Invalid} where there are too many, or one path lies in another
   */
  public static List<Volume> together(List<Volume> volumes) {
    if (volumes.size() > MOST) {
      throw new Refused(new Invalid("volumes", "at most " + MOST));
    }
    for (int i = 0; i < volumes.size(); i++) {
      for (int j = 0; j < i; j++) {
        MountPath one = volumes.get(j).mountPath();
        MountPath other = volumes.get(i).mountPath();
        if (one.overlaps(other)) {
          throw new Refused(
              new Invalid(
                  "volumes.mountPath",
                  "apart from each other: " + one + " and " + other + " meet"));
        }
      }
    }
    return List.copyOf(volumes);
  }
}
