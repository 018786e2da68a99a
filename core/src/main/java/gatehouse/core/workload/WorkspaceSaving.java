package gatehouse.core.workload;

import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.DataSteps.Standing;
import gatehouse.core.workload.WorkspaceShelf.Saved;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Saves the workspaces of notebooks when their runs are over, and makes those anew that are not
 * there. Works aside: whoever asks hears how far it is. What was begun and not kept, because the
 * server was killed, is begun once more.
 */
public final class WorkspaceSaving implements WorkspaceSteps {
  private final WorkloadStore store;
  private final WorkspaceShelf shelf;
  private final Executor aside;
  private final Consumer<WorkloadId> wake;
  private final InstantSource clock;
  private final ConcurrentHashMap<WorkloadId, Work> works = new ConcurrentHashMap<>();

  /**
   * @param aside runs tasks that may take long
   * @param wake told which workload to look at when a task is done
   */
  public WorkspaceSaving(
      WorkloadStore store,
      WorkspaceShelf shelf,
      Executor aside,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    this.store = store;
    this.shelf = shelf;
    this.aside = aside;
    this.wake = wake;
    this.clock = clock;
  }

  /** One task, begun once for each run and direction. */
  private static final class Work {
    private final RunId run;
    private final boolean saving;
    private volatile @Nullable Standing outcome;
    private volatile boolean cancelled;

    Work(RunId run, boolean saving) {
      this.run = run;
      this.saving = saving;
    }

    boolean isFor(RunId other, boolean save) {
      return run.equals(other) && saving == save;
    }

    Standing standing() {
      Standing known = outcome;
      return known == null ? new Standing.Waiting() : known;
    }
  }

  @Override
  public Standing restore(Workload workload) {
    if (workload.kind() != WorkloadKind.NOTEBOOK || shelf.isThere(workload.id())) {
      return new Standing.Ready();
    }
    List<Backup> backups = store.backups(workload.id());
    if (backups.isEmpty()) {
      return new Standing.Ready();
    }
    UUID newest = backups.getFirst().id();
    return work(
        workload, false, work -> shelf.restore(workload.id(), newest, () -> work.cancelled));
  }

  @Override
  public Standing save(Workload workload) {
    if (workload.kind() != WorkloadKind.NOTEBOOK
        || workload.status().times().pendingAt() == null
        || !shelf.isThere(workload.id())) {
      return new Standing.Ready();
    }
    List<Backup> backups = store.backups(workload.id());
    if (backups.stream().anyMatch(one -> one.run() >= workload.status().run())) {
      works.remove(workload.id());
      return new Standing.Ready();
    }
    return work(workload, true, work -> save(workload, backups, work));
  }

  private void save(Workload workload, List<Backup> backups, Work work) {
    Backup before = backups.isEmpty() ? null : backups.getFirst();
    UUID fresh = UUID.randomUUID();
    Saved saved =
        shelf.save(workload.id(), fresh, before == null ? null : before.id(), () -> work.cancelled);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    int run = workload.status().run();
    Backup kept =
        before != null && !saved.changed()
            ? before.stillTrue(run, now)
            : new Backup(
                fresh,
                workload.id(),
                workload.project(),
                run,
                saved.bytes(),
                saved.files(),
                "Saved after run " + run,
                now,
                now);
    List<Backup> gone =
        store.transaction(
            tx -> {
              tx.putBackup(kept);
              return Backups.evict(tx, workload.project(), workload.id(), now);
            });
    gone.forEach(one -> shelf.delete(one.notebook(), one.id()));
  }

  private Standing work(Workload workload, boolean saving, Consumer<Work> task) {
    Work known = works.get(workload.id());
    if (known != null && known.isFor(workload.run(), saving)) {
      return known.standing();
    }
    if (known != null && known.outcome == null) {
      return new Standing.Waiting();
    }
    var work = new Work(workload.run(), saving);
    works.put(workload.id(), work);
    aside.execute(
        () -> {
          work.outcome = outcome(task, work);
          wake.accept(workload.id());
        });
    return work.standing();
  }

  private static Standing outcome(Consumer<Work> task, Work work) {
    try {
      task.accept(work);
      return new Standing.Ready();
    } catch (Refused refused) {
      return new Standing.Failed(RefusalInWords.of(refused.refusal()));
    } catch (RuntimeException e) {
      return new Standing.Failed("something unforeseen: " + e);
    }
  }

  @Override
  public boolean end(WorkloadId workload) {
    Work work = works.get(workload);
    if (work == null || work.outcome != null) {
      return true;
    }
    work.cancelled = true;
    return false;
  }

  @Override
  public void forget(WorkloadId workload) {
    works.remove(workload);
    shelf.deleteAll(workload);
  }
}
