package gatehouse.core.workload;

import gatehouse.core.workload.DataSync.SyncState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A mover of data that says at once how each sync ended, or leaves them under way. */
public final class FakeMover implements DataMover {
  private final WorkloadStore store;
  private final InstantSource clock;

  /** Every sync that was begun, in order. */
  public final List<DataSync> begun = new ArrayList<>();

  /** How the next ones end; null leaves them under way. */
  public SyncState ending = SyncState.DONE;

  public FakeMover(WorkloadStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public synchronized void ensure(Workload workload, DataSync sync) {
    if (begun.stream().noneMatch(one -> one.id().equals(sync.id()))) {
      begun.add(sync);
    }
    DataSync running = sync.begun(clock.instant());
    DataSync now =
        ending == null
            ? running
            : running.ended(
                ending, new Remark("DATASYNC_" + ending, "the bucket is gone"), clock.instant());
    store.transaction(
        tx -> {
          tx.putSync(now);
          return true;
        });
  }

  @Override
  public synchronized boolean end(WorkloadId workload) {
    return true;
  }
}
