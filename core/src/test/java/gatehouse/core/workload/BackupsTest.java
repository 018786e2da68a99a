package gatehouse.core.workload;

import static gatehouse.core.workload.PeopleForTests.OPERATOR;
import static gatehouse.core.workload.PeopleForTests.READER;
import static gatehouse.core.workload.PeopleForTests.STRANGER;
import static gatehouse.core.workload.PeopleForTests.token;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadWish.Common;
import gatehouse.core.workload.WorkloadWish.NotebookWish;
import gatehouse.core.workload.WorkloadWish.Resources;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BackupsTest {
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final FakeShelf shelf = new FakeShelf();
  private final Queue<Runnable> aside = new ArrayDeque<>();
  private boolean atOnce = true;
  private final Workloads workloads =
      new Workloads(store, new Offer(runtime), project -> true, revision -> {}, id -> {}, clock);
  private final Backups backups = new Backups(workloads, store, shelf, clock);
  private Reconciler reconciler = reconciler();

  private Reconciler reconciler() {
    return new Reconciler(
        Homes.only("here"),
        store,
        runtime,
        new FakeMover(store, clock),
        new WorkspaceSaving(
            store,
            shelf,
            task -> {
              if (atOnce) {
                task.run();
              } else {
                aside.add(task);
              }
            },
            id -> {},
            clock),
        new Traffic(),
        Asker.NONE,
        Activity.NONE,
        MetricSource.NONE,
        clock,
        id -> {});
  }

  @Test
  void aNotebooksWorkspaceIsSavedWhenItStops() {
    WorkloadId id = running("draft");

    stop(id);

    assertThat(state(id)).isEqualTo(State.STOPPED);
    assertThat(backups.list(OPERATOR, id))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(shelf.saved.get(one.backup().id())).isEqualTo("draft");
              assertThat(one.backup().bytes()).isEqualTo(5);
              assertThat(one.evictionDate()).isNull();
            });
  }

  @Test
  void aJobIsNot() {
    Workload job =
        WorkloadsForTests.queued(
            WorkloadsForTests.aJobSpec("j"), WorkloadsForTests.ADA, clock.instant());
    store.transaction(
        tx -> {
          tx.insert(job);
          return true;
        });
    shelf.workspaces.put(job.id(), "scratch");
    reconciler.step();
    runtime.ends(job.run(), 0);
    reconciler.step();

    assertThat(state(job.id())).isEqualTo(State.DONE);
    assertThat(store.backups()).isEmpty();
  }

  @Test
  void whileItIsBeingSavedTheNotebookIsStoppingAndHoldsNoRoom() {
    atOnce = false;
    WorkloadId id = running("draft");
    workloads.stop(OPERATOR, WorkloadKind.NOTEBOOK, id);
    reconciler.step();
    reconciler.step();

    Workload saving = store.find(id).orElseThrow();
    assertThat(saving.state()).isEqualTo(State.STOPPING);
    assertThat(saving.status().admitted()).isFalse();
    assertThat(saving.status().remark().sentence()).isEqualTo("Finalizing: saving /workspace");
    assertThat(saving.status().remark().code()).isEqualTo("NOTEBOOK_FINALIZING");
    aside.remove().run();
    reconciler.step();

    assertThat(state(id)).isEqualTo(State.STOPPED);
    assertThat(aside).isEmpty();
  }

  @Test
  void aServerThatIsKilledWhileItSavesSavesOnceMore() {
    atOnce = false;
    WorkloadId id = running("draft");
    workloads.stop(OPERATOR, WorkloadKind.NOTEBOOK, id);
    reconciler.step();
    reconciler.step();
    aside.clear();
    atOnce = true;
    clock.pass(Reconciler.CLAIM.plusSeconds(1));
    reconciler = reconciler();

    reconciler.step();
    reconciler.step();

    assertThat(state(id)).isEqualTo(State.STOPPED);
    assertThat(store.backups(id)).hasSize(1);
  }

  @Test
  void whatCannotBeSavedIsSaidAndTheNotebookIsStopped() {
    WorkloadId id = running("draft");
    shelf.broken = "the disk that holds the workloads is full: make room, then try again";

    stop(id);

    assertThat(state(id)).isEqualTo(State.STOPPED);
    assertThat(store.backups(id)).isEmpty();
    assertThat(store.events(id, 1).getLast().remark().sentence())
        .startsWith("Not saved: the disk that holds the workloads is full")
        .contains("is kept as it is");
  }

  @Test
  void aWorkspaceThatIsGoneComesBackFromTheNewest() {
    WorkloadId id = running("first");
    stop(id);
    start(id);
    shelf.workspaces.put(id, "second");
    stop(id);
    shelf.workspaces.remove(id);

    start(id);

    assertThat(shelf.workspaces).containsEntry(id, "second");
    assertThat(state(id)).isEqualTo(State.RUNNING);
  }

  @Test
  void aNotebookWhoseWorkspaceCannotBeMadeDoesNotStartWithoutIt() {
    WorkloadId id = running("first");
    stop(id);
    shelf.workspaces.remove(id);
    shelf.broken = "the backup is damaged";

    start(id);

    Workload failed = store.find(id).orElseThrow();
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.status().remark().sentence()).contains("damaged");
    assertThat(runtime.started).hasSize(1);
    shelf.broken = null;
    start(id);
    assertThat(state(id)).isEqualTo(State.RUNNING);
  }

  @Test
  void whereNothingChangedTheLastBackupStandsForThisRunToo() {
    WorkloadId id = running("draft");
    stop(id);
    clock.pass(Duration.ofDays(1));
    start(id);

    stop(id);

    assertThat(store.backups(id))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.run()).isEqualTo(2);
              assertThat(Duration.between(one.createdAt(), one.updatedAt())).hasDays(1);
            });
  }

  @Test
  void asManyAreKeptAsThePolicySaysAndTheNewestAlways() {
    WorkloadId id = running("0");
    backups.setRetention(OPERATOR, id, new RetentionPolicy(2, 10, 1));
    for (int i = 1; i < 4; i++) {
      stop(id);
      clock.pass(Duration.ofMinutes(1));
      start(id);
      shelf.workspaces.put(id, Integer.toString(i));
    }
    stop(id);
    assertThat(store.backups(id)).hasSize(2);
    assertThat(shelf.saved.values()).containsExactlyInAnyOrder("2", "3");

    clock.pass(Duration.ofDays(11));
    backups.evict();

    assertThat(store.backups(id)).hasSize(1);
    assertThat(shelf.saved.values()).containsExactly("3");
    assertThat(refusalOf(() -> new RetentionPolicy(0, 10, 1))).isInstanceOf(Invalid.class);
  }

  @Test
  void aForkIsANotebookOfOnesOwnThatBeginsWithWhatWasSaved() {
    WorkloadId id = running("draft");
    stop(id);
    UUID backup = store.backups(id).getFirst().id();

    Workload fork = backups.fork(OPERATOR, id, backup, "mine");

    assertThat(fork.spec().name()).isEqualTo("mine");
    assertThat(fork.spec().environment()).isEqualTo(Map.of("A", "b"));
    assertThat(fork.spec().unsecureHttp()).isFalse();
    assertThat(store.audited().getLast())
        .extracting(AuditLine::action, AuditLine::target)
        .containsExactly("notebook.fork", "notebook:" + fork.id());
    workloads.delete(OPERATOR, WorkloadKind.NOTEBOOK, id, false);
    reconciler.step();
    assertThat(store.find(id)).isEmpty();
    reconciler.step();
    assertThat(state(fork.id())).isEqualTo(State.RUNNING);
    assertThat(shelf.workspaces).containsEntry(fork.id(), "draft");
  }

  @Test
  void aForkThatIsTooMuchIsRefusedAndLeavesNothing() {
    WorkloadId id = running("draft");
    stop(id);
    UUID backup = store.backups(id).getFirst().id();
    store.transaction(
        tx -> {
          tx.setQuota(
              new QuotaLimit(PROJECT, QuotaLimit.Holder.PROJECT, new Quota(0, null, null, null)));
          return true;
        });

    assertThat(refusalOf(() -> backups.fork(OPERATOR, id, backup, null)))
        .isInstanceOf(OverQuota.class);
    assertThat(store.all()).hasSize(1);
    assertThat(shelf.saved).hasSize(1);
    assertThat(refusalOf(() -> backups.fork(OPERATOR, id, UUID.randomUUID(), null)))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void aReaderSeesThatItWasSavedAndForksAndDeletesNothing() {
    WorkloadId id = running("draft");
    stop(id);
    UUID backup = store.backups(id).getFirst().id();

    assertThat(backups.list(READER, id)).hasSize(1);
    assertThat(backups.get(READER, id, backup).backup().id()).isEqualTo(backup);
    for (ThrowingCallable deed :
        List.<ThrowingCallable>of(
            () -> backups.fork(READER, id, backup, null),
            () -> backups.delete(READER, id, backup),
            () -> backups.setRetention(READER, id, RetentionPolicy.USUAL),
            () -> backups.fork(token("team=red"), id, backup, null),
            () -> backups.list(token("team=red"), id))) {
      assertThat(refusalOf(deed)).isInstanceOf(Forbidden.class);
    }
    for (ThrowingCallable deed :
        List.<ThrowingCallable>of(
            () -> backups.list(STRANGER, id),
            () -> backups.fork(STRANGER, id, backup, null),
            () -> backups.delete(STRANGER, id, backup))) {
      assertThat(refusalOf(deed)).isInstanceOf(NotFound.class);
    }
    assertThat(store.backups(id)).hasSize(1);
  }

  @Test
  void aBackupIsDeletedAloneAndWithItsNotebook() {
    WorkloadId id = running("draft");
    stop(id);

    backups.delete(OPERATOR, id, store.backups(id).getFirst().id());

    assertThat(store.backups(id)).isEmpty();
    assertThat(shelf.saved).isEmpty();
    assertThat(store.audited().getLast().action()).isEqualTo("notebook.backup-delete");
  }

  private WorkloadId running(String workspace) {
    var common = new Common("n", Map.of(), Map.of("A", "b"), Resources.ANY, true, List.of());
    Workload notebook =
        workloads.create(OPERATOR, PROJECT, new NotebookWish(common, null, null, null));
    reconciler.step();
    shelf.workspaces.put(notebook.id(), workspace);
    assertThat(state(notebook.id())).isEqualTo(State.RUNNING);
    return notebook.id();
  }

  private void stop(WorkloadId id) {
    workloads.stop(OPERATOR, WorkloadKind.NOTEBOOK, id);
    reconciler.step();
    reconciler.step();
    reconciler.step();
  }

  private void start(WorkloadId id) {
    workloads.start(OPERATOR, WorkloadKind.NOTEBOOK, id);
    reconciler.step();
    reconciler.step();
  }

  private State state(WorkloadId id) {
    return store.find(id).orElseThrow().state();
  }

  private static Refusal refusalOf(ThrowingCallable deed) {
    Refused refused = catchThrowableOfType(Refused.class, deed);
    assertThat(refused).isNotNull();
    return refused.refusal();
  }
}
