package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.S3Action;
import gatehouse.core.volume.VolumeSource;

/**
 * Whether the data of a workload may move at this moment. Asked for each piece, so that what is
 * under way ends with the right to it.
 */
public interface DataRights {

  /**
   * Passes, or throws what stands against it.
   *
   * @param key the object's key; empty for the bucket as a whole
   * @throws Refused with {@link Forbidden} where who made the workload may not (any more)
   */
  void require(Workload workload, S3Action action, VolumeSource.Bucket bucket, String key);
}
