package gatehouse.engines.volumes;

import gatehouse.core.volume.Volume;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.DataSync.SyncState;
import gatehouse.core.workload.Remark;
import gatehouse.core.workload.VolumeProgress;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One sync on its way: each volume in turn, and now and then a word of how far it is. */
final class SyncRun {
  private static final Duration SAID_EACH = Duration.ofSeconds(1);

  private final Workload workload;
  private final DataSync sync;
  private final Move move;
  private final Consumer<DataSync> journal;
  private final InstantSource clock;
  private final List<Tally> tallies = new ArrayList<>();
  private volatile boolean ended;
  private DataSync said;

  /** Moves the data of one volume. */
  @FunctionalInterface
  interface Move {
    void of(SyncRun run, Volume volume, Tally tally) throws Exception;
  }

  SyncRun(
      Workload workload,
      DataSync sync,
      Move move,
      Consumer<DataSync> journal,
      InstantSource clock) {
    this.workload = workload;
    this.sync = sync;
    this.move = move;
    this.journal = journal;
    this.clock = clock;
    this.said = sync;
  }

  WorkloadId workload() {
    return workload.id();
  }

  Workload of() {
    return workload;
  }

  DataSync sync() {
    return sync;
  }

  /** Asks it to end. */
  void end() {
    ended = true;
  }

  /** Passes unless it was asked to end. */
  void requireGoingOn() {
    if (ended) {
      throw new Checks.Ended();
    }
    say();
  }

  /** Runs to the end; how it ended, which is for the caller to keep. */
  DataSync run() throws InterruptedException {
    synchronized (this) {
      said = sync.begun(now());
    }
    journal.accept(said);
    for (Volume volume : sync.volumesOf(workload)) {
      boolean pull = sync.direction() == DataSync.Direction.PULL;
      var other = pull ? volume.source() : volume.destination();
      var tally = new Tally(volume, other.inWords(), now());
      synchronized (this) {
        tallies.add(tally);
      }
      try {
        move.of(this, volume, tally);
        tally.done();
      } catch (InterruptedException e) {
        throw e;
      } catch (Checks.Ended e) {
        tally.interrupted();
        return ended(SyncState.INTERRUPTED, "INTERRUPTED", "it was interrupted");
      } catch (Exception e) {
        Workers.requireGoingOn();
        tally.fail("", e);
      }
      if (tally.hasFailed() && pull) {
        break;
      }
    }
    return result();
  }

  private synchronized DataSync result() {
    List<String> failures = tallies.stream().filter(Tally::hasFailed).map(Tally::failure).toList();
    if (!failures.isEmpty()) {
      return ended(SyncState.FAILED, "FAILED", String.join("; ", failures));
    }
    List<String> left =
        tallies.stream().map(Tally::leftOut).filter(text -> !text.isEmpty()).toList();
    return ended(
        SyncState.DONE, "DONE", left.isEmpty() ? "Done" : "Done; " + String.join("; ", left));
  }

  private synchronized DataSync ended(SyncState state, String word, String sentence) {
    return said.with(progress(), now())
        .ended(state, new Remark("DATASYNC_" + word, sentence), now());
  }

  private void say() {
    DataSync next;
    synchronized (this) {
      if (now().isBefore(said.updatedAt().plus(SAID_EACH))) {
        return;
      }
      said = said.with(progress(), now());
      next = said;
    }
    journal.accept(next);
  }

  private List<VolumeProgress> progress() {
    Instant now = now();
    return tallies.stream().map(tally -> tally.progress(now)).toList();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
