package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.S3Action;

/** Whether the data of a workload may move, as things stand at each moment. */
public interface DataRights {

  /**
   * Opens the way for one transfer; nothing may pass before it was required.
   *
   * @param store the alias of the data store
   * @param container the bucket, or repository, in it
   * @param cut called once, when a right ends that the transfer stands on, from any thread; must
   *     not block
   */
  Passage open(Workload workload, String store, String container, Runnable cut);

  /** One transfer on its way, to be closed at its end. Asked for each piece. */
  interface Passage extends AutoCloseable {

    /**
     * Passes, or throws what stands against it. From here on the transfer stands on this, too.
     *
     * @param key the object's key; empty for the bucket as a whole
     * @throws Refused with {@link Forbidden} where who made the workload may not (any more)
     */
    void require(S3Action action, String key);

    /** Says that an object has had its turn: the transfer no longer stands on the right to it. */
    void done(S3Action action, String key);

    @Override
    void close();
  }
}
