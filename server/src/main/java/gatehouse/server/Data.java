package gatehouse.server;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.storage.ObjectStores;
import gatehouse.core.volume.StoreDirectory;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.DataMover;
import gatehouse.core.workload.DataRights;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.core.workload.WorkloadStore;
import gatehouse.engines.volumes.VolumeMover;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Puts together what moves the data of volumes. */
final class Data {
  private Data() {}

  /**
   * @param wake told which workload to look at
   */
  static DataMover mover(
      WorkloadStore store,
      WorkloadRuntime runtime,
      ObjectStores buckets,
      DataRights rights,
      Executor threads,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    return new VolumeMover(
        (workload, volume) -> runtime.volume(workload.id(), workload.project(), volume),
        new OwnStore(buckets),
        rights,
        sync -> keep(store, sync, wake),
        Data::isElsewhere,
        threads,
        Thread::sleep,
        clock);
  }

  private static void keep(WorkloadStore store, DataSync sync, Consumer<WorkloadId> wake) {
    store.transaction(
        tx -> {
          tx.putSync(sync);
          return sync;
        });
    if (sync.state().isOver()) {
      wake.accept(sync.workload());
    }
  }

  /** Neither this machine nor what answers only to it: clouds tell secrets at such addresses. */
  static boolean isElsewhere(InetAddress address) {
    return !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isMulticastAddress();
  }

  /** The buckets of this installation. */
  private record OwnStore(ObjectStores buckets) implements StoreDirectory {
    @Override
    public ObjectStore named(ProjectId project, String alias) {
      if (!alias.equalsIgnoreCase(VolumeSource.Bucket.OWN_STORE)) {
        throw new Refused(new NotFound("data store", alias));
      }
      return buckets.of(project);
    }
  }
}
