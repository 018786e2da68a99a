package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.S3Action;
import gatehouse.core.workload.DataRights;
import gatehouse.core.workload.Workload;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Rights that a test gives and takes away. */
final class RightsByHand implements DataRights {
  private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
  volatile @Nullable S3Action denied;
  private volatile boolean ended;

  /** Takes away all of it, and cuts what is under way. */
  void end() {
    ended = true;
    open.forEach(Runnable::run);
  }

  @Override
  public Passage open(Workload workload, String store, String container, Runnable cut) {
    open.add(cut);
    return new Passage() {
      @Override
      public void require(S3Action action, String key) {
        if (ended || action == denied) {
          throw new Refused(new Forbidden("object_read", "they may not any more"));
        }
      }

      @Override
      public void done(S3Action action, String key) {}

      @Override
      public void close() {
        open.remove(cut);
      }
    };
  }
}
