package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectStore;
import gatehouse.core.storage.S3Action;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.StoreDirectory;
import gatehouse.core.volume.StoreKind;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.DataMover;
import gatehouse.core.workload.DataRights;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.VolumeFolder;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the data of volumes between their folders on this machine and their sources. */
public final class VolumeMover implements DataMover {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeMover.class);
  private static final int AT_ONCE = 8;

  private final Map<UUID, SyncRun> underWay = new ConcurrentHashMap<>();
  private final Map<Path, ReentrantLock> folderLocks = new ConcurrentHashMap<>();
  private final BiFunction<Workload, Volume, VolumeFolder> folders;
  private final StoreDirectory stores;
  private final DataRights rights;
  private final Consumer<DataSync> journal;
  private final GitClone git;
  private final Workers workers;
  private final Executor executor;
  private final InstantSource clock;

  /** Waits; a clock of its own would not do in tests. */
  @FunctionalInterface
  public interface Pause {
    /** Waits so long. */
    void of(Duration length) throws InterruptedException;
  }

  /**
   * @param folders where the data of a volume lies
   * @param journal keeps how far a sync is
   * @param mayReach which addresses git may ask
   * @param sandboxed whether git runs in a sandbox
   * @param executor runs tasks that wait for long, such as one virtual thread per task
   */
  public VolumeMover(
      BiFunction<Workload, Volume, VolumeFolder> folders,
      StoreDirectory stores,
      DataRights rights,
      Consumer<DataSync> journal,
      Predicate<InetAddress> mayReach,
      boolean sandboxed,
      Executor executor,
      Pause pause,
      InstantSource clock) {
    this.folders = folders;
    this.stores = stores;
    this.rights = rights;
    this.journal = journal;
    this.git = new GitClone(mayReach, sandboxed);
    this.workers = new Workers(executor, AT_ONCE, pause::of);
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public void ensure(Workload workload, DataSync sync) {
    var run = new SyncRun(workload, sync, this::move, journal, clock);
    if (underWay.putIfAbsent(sync.id(), run) != null) {
      return;
    }
    executor.execute(
        () -> {
          try {
            journal.accept(run.run());
          } catch (InterruptedException e) {
            // The server is ending: the next one begins it again.
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            // Nothing is lost: it is not over in the store, and so is begun again.
            LOG.warn("sync of {} broke off, and is tried again", workload.id(), e);
          } finally {
            underWay.remove(sync.id(), run);
          }
        });
  }

  @Override
  public boolean end(WorkloadId workload) {
    boolean quiet = true;
    for (SyncRun run : underWay.values()) {
      if (run.workload().equals(workload)) {
        run.end();
        quiet = false;
      }
    }
    return quiet;
  }

  /** Moves the data of one volume. */
  private void move(SyncRun run, Volume volume, Tally tally) throws Exception {
    VolumeFolder folder = folders.apply(run.of(), volume);
    ReentrantLock lock = folderLocks.computeIfAbsent(folder.data(), path -> new ReentrantLock());
    lock.lockInterruptibly();
    try {
      boolean push = run.sync().direction() == DataSync.Direction.PUSH;
      switch (push ? volume.destination() : volume.source()) {
        case VolumeSource.Bucket bucket -> move(run, volume, bucket, folder, tally);
        case VolumeSource.Git(String url) -> {
          tally.expect(1);
          told(
              tally, git.into(folder, URI.create(url), new GitLogin.Nobody(), run::requireGoingOn));
        }
        case VolumeSource.PublicContainer(String url) ->
            new BucketTransfer(
                    volume,
                    StoreDirectory.WHOLE,
                    "",
                    stores.open(URI.create(url)),
                    folder,
                    folder.record(),
                    new OpenToAll(run),
                    tally,
                    workers)
                .pull();
        case VolumeSource.Repository repository -> bring(run, repository, folder, tally);
        case VolumeSource.Standalone _ ->
            throw new Refused(new Unavailable("there is nothing to move"));
      }
    } finally {
      lock.unlock();
    }
  }

  private void move(
      SyncRun run, Volume volume, VolumeSource.Bucket bucket, VolumeFolder folder, Tally tally)
      throws Exception {
    String container = bucket.bucket().value();
    try (var transfer =
        new Transfer(run, cut -> rights.open(run.of(), bucket.store(), container, cut))) {
      ObjectStore store = stores.named(run.of().project(), bucket.store());
      boolean pull = run.sync().direction() == DataSync.Direction.PULL;
      Path record =
          pull || volume.target() == null
              ? folder.record()
              : folder.record().resolveSibling(folder.record().getFileName() + ".target");
      try {
        if (!bucket.archive().isEmpty()) {
          var archive = new ArchiveTransfer(volume, bucket, store, folder, record, transfer, tally);
          if (pull) {
            archive.pull();
          } else {
            archive.push();
          }
          return;
        }
        var both =
            new BucketTransfer(
                volume,
                bucket.bucket(),
                bucket.prefix(),
                store,
                folder,
                record,
                transfer,
                tally,
                workers);
        if (pull) {
          both.pull();
        } else {
          both.push();
        }
      } catch (Exception e) {
        throw transfer.isCut() ? transfer.because(e) : e;
      }
    }
  }

  private void bring(
      SyncRun run, VolumeSource.Repository repository, VolumeFolder folder, Tally tally)
      throws Exception {
    tally.expect(1);
    String store = repository.store();
    try (var transfer =
        new Transfer(run, cut -> rights.open(run.of(), store, repository.path(), cut))) {
      transfer.require(S3Action.GET_BUCKET_LOCATION, "");
      DataStores.Opened opened = stores.repositories(run.of().project(), store);
      GitLogin login =
          opened.store().kind() == StoreKind.GIT_KEY
              ? new GitLogin.Key(opened.secret(), opened.store().hostKey())
              : new GitLogin.Password(opened.store().accessKey(), opened.secret());
      URI url = opened.store().repository(repository.path());
      told(
          tally,
          git.into(folder, url, login, () -> transfer.require(S3Action.GET_BUCKET_LOCATION, "")));
    }
  }

  private static void told(Tally tally, boolean brought) {
    if (brought) {
      tally.moved(0);
    } else {
      tally.alike();
    }
  }
}
