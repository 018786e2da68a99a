package gatehouse.core.workload;

import gatehouse.core.administration.Actor;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import gatehouse.core.workload.DataSync.Direction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What people ask of the data of workloads, and what they are told of it. */
public final class DataSyncs {
  private static final int MOST_SHOWN = 20;

  private final Workloads workloads;
  private final WorkloadStore store;
  private final Consumer<WorkloadId> wake;
  private final InstantSource clock;

  /**
   * @param wake told what the reconciler should look at
   */
  public DataSyncs(
      Workloads workloads, WorkloadStore store, Consumer<WorkloadId> wake, InstantSource clock) {
    this.workloads = workloads;
    this.store = store;
    this.wake = wake;
    this.clock = clock;
  }

  /** The last syncs of a workload, oldest first; none are looked up where it has no volumes. */
  public List<DataSync> of(Workload workload) {
    return workload.spec().volumes().isEmpty() ? List.of() : store.syncs(workload.id(), MOST_SHOWN);
  }

  /**
   * Asks for data to be brought or written back while the workload runs; or for the last push to be
   * tried again where it failed.
   *
   * @param volume the id or mount path of the one volume meant, or null for all
   */
  public DataSync ask(
      Actor actor, WorkloadKind kind, WorkloadId id, Direction direction, @Nullable String volume) {
    workloads.require(actor, Deed.EDIT, kind, id);
    DataSync asked =
        store.transaction(
            tx -> {
              Workload present = tx.lock(id).orElseThrow(() -> gone(kind));
              DataSync sync = ask(tx, present, direction, volume);
              tx.audit(
                  actor.did(
                      kind.word() + ".datasync",
                      kind.word() + ":" + id,
                      Map.of(
                          "project",
                          present.project().value(),
                          "direction",
                          direction.name(),
                          "name",
                          present.spec().name())));
              return sync;
            });
    wake.accept(id);
    return asked;
  }

  private DataSync ask(
      WorkloadChange tx, Workload present, Direction direction, @Nullable String volume) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID only = volume == null ? null : volumeOf(present, volume).id();
    if (present.desired() == Desired.DELETED) {
      throw gone(present.kind());
    }
    boolean retry = present.state() == State.SYNC_FAILED && direction == Direction.PUSH;
    if (present.state() != State.RUNNING && !retry) {
      throw new Refused(
          new Conflict(
              "The "
                  + present.kind().word()
                  + " "
                  + present.spec().name()
                  + " is "
                  + present.state()
                  + ": data is moved by hand while one is RUNNING, and pushed where it is"
                  + " SYNC_FAILED."));
    }
    DataSync sync = DataSync.asked(present, direction, true, retry ? null : only, now);
    if (sync.volumesOf(present).isEmpty()) {
      throw new Refused(
          new Conflict(
              direction == Direction.PULL
                  ? "There is no volume here whose data could be brought."
                  : "There is no volume here that is written back: RW or RWD, from a bucket."));
    }
    if (retry) {
      var course = new Course(present, now);
      Endings.pushAgain(course);
      course.keep(tx, present);
    }
    tx.putSync(sync);
    return sync;
  }

  private static Volume volumeOf(Workload workload, String idOrPath) {
    Optional<Volume> found =
        workload.spec().volumes().stream()
            .filter(
                one ->
                    one.id().toString().equals(idOrPath)
                        || one.mountPath().value().equals(idOrPath))
            .findFirst();
    return found.orElseThrow(
        () ->
            new Refused(
                new Invalid("volume", "the id or mount path of one of the workload's volumes")));
  }

  private static Refused gone(WorkloadKind kind) {
    return new Refused(new Conflict("The " + kind.word() + " is being deleted."));
  }
}
