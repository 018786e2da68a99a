package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.S3Action;
import gatehouse.core.workload.DataRights;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * One volume on its way. When the right to it ends, what waits for bytes is woken at once; whoever
 * asks hears why.
 */
final class Transfer implements Checks, AutoCloseable {
  private final SyncRun run;
  private final DataRights.Passage passage;
  private final Set<Thread> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /**
   * @param open opens the way, given what is to be done when it is cut
   */
  Transfer(SyncRun run, Function<Runnable, DataRights.Passage> open) {
    this.run = run;
    this.passage = open.apply(this::cut);
  }

  @Override
  public void require(S3Action action, String key) {
    run.requireGoingOn();
    if (!key.isEmpty()) {
      busy.add(Thread.currentThread());
    }
    passage.require(action, key);
  }

  @Override
  public void done(S3Action action, String key) {
    busy.remove(Thread.currentThread());
    passage.done(action, key);
  }

  @Override
  public boolean isCut() {
    return cut;
  }

  /** Why it was cut, for what went wrong because of it. */
  Exception because(Exception broken) {
    try {
      passage.require(S3Action.LIST_BUCKET, "");
      return broken;
    } catch (Refused refused) {
      return refused;
    }
  }

  @Override
  public void close() {
    passage.close();
  }

  private void cut() {
    cut = true;
    busy.forEach(Thread::interrupt);
  }
}
