package gatehouse.core.workload;

import gatehouse.core.volume.Volume;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That the data of a workload is brought, or written back, once.
 *
 * @param run the number of the run it belongs to
 * @param manual whether somebody asked for it, rather than a start or an end
 * @param volume the one volume meant, or null for all
 * @param info why it is in its state
 * @param progress how far each volume is, in the order they were begun
 */
public record DataSync(
    UUID id,
    WorkloadId workload,
    int run,
    Direction direction,
    boolean manual,
    @Nullable UUID volume,
    SyncState state,
    Remark info,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    List<VolumeProgress> progress) {

  public DataSync {
    progress = List.copyOf(progress);
  }

  /** Which way data moves. */
  public enum Direction {
    /** From where it comes into the workload. */
    PULL,
    /** Back from the workload. */
    PUSH
  }

  /** The states of the model. */
  public enum SyncState {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    ERROR,
    INTERRUPTED;

    /** Whether it stays so. */
    public boolean isOver() {
      return this != QUEUED && this != RUNNING;
    }
  }

  /** One that was just asked for. */
  public static DataSync asked(
      Workload workload, Direction direction, boolean manual, @Nullable UUID volume, Instant now) {
    return new DataSync(
        UUID.randomUUID(),
        workload.id(),
        workload.status().run(),
        direction,
        manual,
        volume,
        SyncState.QUEUED,
        new Remark("DATASYNC_QUEUED", "Queued"),
        now,
        now,
        null,
        null,
        List.of());
  }

  /** The volumes it is about. */
  public List<Volume> volumesOf(Workload of) {
    return of.spec().volumes().stream()
        .filter(one -> volume == null || one.id().equals(volume))
        .filter(one -> direction == Direction.PULL ? one.isPulled() : one.isPushed())
        .toList();
  }

  /** The same, begun; whatever was known of an earlier try is dropped. */
  public DataSync begun(Instant now) {
    return new DataSync(
        id,
        workload,
        run,
        direction,
        manual,
        volume,
        SyncState.RUNNING,
        new Remark("DATASYNC_RUNNING", "Running"),
        createdAt,
        now,
        now,
        null,
        List.of());
  }

  /** The same, further. */
  public DataSync with(List<VolumeProgress> further, Instant now) {
    return new DataSync(
        id, workload, run, direction, manual, volume, state, info, createdAt, now, startedAt, null,
        further);
  }

  /** The same, over. */
  public DataSync ended(SyncState as, Remark why, Instant now) {
    return new DataSync(
        id, workload, run, direction, manual, volume, as, why, createdAt, now, startedAt, now,
        progress);
  }
}
