package gatehouse.server;

import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.storage.ObjectStores;
import gatehouse.core.volume.DataStore;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.StoreDirectory;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.DataMover;
import gatehouse.core.workload.DataRights;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.core.workload.WorkloadStore;
import gatehouse.engines.stores.PublicContainer;
import gatehouse.engines.stores.S3Store;
import gatehouse.engines.volumes.VolumeMover;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
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
      StoreDirectory stores,
      DataRights rights,
      Config config,
      Executor threads,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    return new VolumeMover(
        (workload, volume) -> runtime.volume(workload.id(), workload.project(), volume),
        stores,
        rights,
        sync -> keep(store, sync, wake),
        address -> isElsewhere(address) || (config.localDataStores() && isHere(address)),
        !config.insecureLocal(),
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
    return EgressPolicy.isElsewhere(address) && !isHere(address);
  }

  /** Whether it is an address of this machine, by whichever of its networks. */
  static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // Nobody knows: then it is not asked.
    }
  }

  /**
   * Whether a registry is on this machine, so that plain HTTP will do.
   *
   * @throws Refused where it is none that this installation asks anything of
   */
  static boolean isNear(String registry, boolean localToo) {
    String host = registry.replaceFirst(":[0-9]+$", "");
    try {
      boolean near = true;
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!isElsewhere(address) && !(localToo && isHere(address))) {
          throw new Refused(
              new Invalid(
                  "image", "of a host elsewhere: " + host + " is " + address.getHostAddress()));
        }
        near &= address.isLoopbackAddress();
      }
      return near;
    } catch (UnknownHostException e) {
      throw new Refused(new Unavailable(host + " has no address: is the network there?"));
    }
  }

  /** Throws where a host is none that this installation asks anything of. */
  static Consumer<URI> reach(boolean localToo) {
    return url -> {
      try {
        for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
          if (!isElsewhere(address) && !(localToo && isHere(address))) {
            throw new Refused(
                new Invalid(
                    "endpoint",
                    "a host elsewhere: " + url.getHost() + " is " + address.getHostAddress()));
          }
        }
      } catch (UnknownHostException e) {
        throw new Refused(new Invalid("endpoint", "a host that has an address: " + url.getHost()));
      }
    };
  }

  /** The buckets of this installation under their alias, and those of stores brought along. */
  record AllStores(ObjectStores own, DataStores others) implements StoreDirectory {
    @Override
    public ObjectStore named(ProjectId project, String alias) {
      if (alias.equalsIgnoreCase(VolumeSource.Bucket.OWN_STORE)) {
        return own.of(project);
      }
      DataStores.Opened opened = others.open(project, alias);
      DataStore store = opened.store();
      if (store.kind().isGit()) {
        throw new Refused(
            new Invalid("alias", "a store of buckets: " + alias + " is one of git repositories"));
      }
      return new S3Store(store.endpoint(), store.region(), store.accessKey(), opened.secret());
    }

    @Override
    public ObjectStore open(URI container) {
      return new PublicContainer(container, others::requireReach);
    }

    @Override
    public DataStores.Opened repositories(ProjectId project, String alias) {
      return others.open(project, alias);
    }
  }
}
