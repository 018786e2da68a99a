package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.aNotebookSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.administration.MemoryHouse;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.DataSync.SyncState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the workloads of a node that is gone for good. */
class NodesTest {
  private final MemoryHouse house = new MemoryHouse();
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runs = new FakeRuntime(clock);
  private final Set<WorkloadId> moved = new HashSet<>();
  private final Nodes nodes = nodes(Set.of("here"));

  @AfterEach
  void end() {
    house.close();
  }

  @Test
  void whatRanThereHasFailedAndMayBeginAnewElsewhere() {
    Workload job = there(queued(aJobSpec("train"), ADA, clock.instant()), State.RUNNING);

    assertThat(nodes.giveUp(house.admin, "there")).isEqualTo(1);

    assertThat(now(job).state()).isEqualTo(State.ERROR);
    assertThat(now(job).status().remark().sentence())
        .isEqualTo("Error: the node there, which had it, is gone for good");
    assertThat(now(job).status().home()).isNull();
    assertThat(moved).containsExactly(job.id());
  }

  @Test
  void whatWasBeingDeletedIsDeletedByAnother() {
    Workload notebook = queued(aNotebookSpec("draft"), ADA, clock.instant());
    there(notebook, State.DELETING);
    change(now(notebook).wanted(Desired.DELETED, clock.instant()));

    nodes.giveUp(house.admin, "there");
    reconciler().step();

    assertThat(store.find(notebook.id())).isEmpty();
  }

  @Test
  void itsBackupsAreGoneSoThatANotebookBeginsWithAnEmptyWorkspace() {
    Workload notebook = queued(aNotebookSpec("draft"), ADA, clock.instant());
    there(notebook, State.STOPPED);
    store.transaction(
        tx -> {
          tx.putBackup(
              new Backup(
                  UUID.randomUUID(),
                  notebook.id(),
                  notebook.project(),
                  1,
                  5,
                  1,
                  "",
                  clock.instant(),
                  clock.instant()));
          return true;
        });

    nodes.giveUp(house.admin, "there");

    assertThat(store.backups(notebook.id())).isEmpty();
  }

  @Test
  void whatWasNotWrittenBackIsSaidToBeLost() {
    Workload job = there(queued(aJobSpec("train"), ADA, clock.instant()), State.SYNC_FAILED);

    nodes.giveUp(house.admin, "there");

    assertThat(now(job).state()).isEqualTo(State.ERROR);
    assertThat(now(job).status().remark().sentence())
        .isEqualTo(
            "Error: the node there, which had it, is gone for good, and with it what was not"
                + " written back");
  }

  @Test
  void whatWasUnderWayThereIsOver() {
    Workload job = there(queued(aJobSpec("train"), ADA, clock.instant()), State.RUNNING);
    store.transaction(
        tx -> {
          tx.putSync(DataSync.asked(now(job), Direction.PULL, true, null, clock.instant()));
          return true;
        });

    nodes.giveUp(house.admin, "there");

    assertThat(store.syncs(job.id(), 5))
        .singleElement()
        .satisfies(sync -> assertThat(sync.state()).isEqualTo(SyncState.ERROR));
  }

  @Test
  void whereAWorkloadIsIsSaidWhereThereIsMoreThanOnePlace() {
    Workload job = there(queued(aJobSpec("train"), ADA, clock.instant()), State.RUNNING);
    Workload waits = queued(aJobSpec("waits"), ADA, clock.instant());

    assertThat(nodes.placeOf(now(job))).contains(new Nodes.Place("there", false));
    assertThat(nodes(Set.of("here", "there")).placeOf(now(job)))
        .contains(new Nodes.Place("there", true));
    assertThat(nodes(Set.of("there")).placeOf(now(job))).isEmpty();
    assertThat(nodes.placeOf(waits)).isEmpty();
  }

  @Test
  void aNodeThatIsThereIsNotGivenUpAndOneWithoutWorkloadsIsNotKnown() {
    there(queued(aJobSpec("train"), ADA, clock.instant()), State.RUNNING);

    assertThat(refusal(() -> nodes(Set.of("here", "there")).giveUp(house.admin, "there")))
        .isInstanceOf(Conflict.class);
    assertThat(refusal(() -> nodes.giveUp(house.admin, "elsewhere"))).isInstanceOf(NotFound.class);
  }

  private static Object refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(Refused.class, call).refusal();
  }

  private Nodes nodes(Set<String> alive) {
    return new Nodes(
        new FakeHomes("here.1", "here", alive), store, house.permits, moved::add, clock);
  }

  private Reconciler reconciler() {
    return new Reconciler(
        new FakeHomes("here.1", "here", Set.of("here")),
        store,
        runs,
        new FakeMover(store, clock),
        clock,
        id -> {});
  }

  /** One at home on the other node, which came as far as it was said to. */
  private Workload there(Workload workload, State state) {
    store.transaction(
        tx -> {
          tx.insert(workload);
          Status first = workload.status();
          tx.update(
              workload.with(
                  new Status(
                      state,
                      first.run(),
                      !state.isSettled(),
                      new Remark(state.name(), "as it was"),
                      List.of(new Transition(state, clock.instant())),
                      first.times().initializing(clock.instant()).pending(clock.instant()),
                      null,
                      null,
                      "there"),
                  clock.instant()));
          return true;
        });
    return workload;
  }

  private void change(Workload workload) {
    store.transaction(
        tx -> {
          tx.update(workload);
          return true;
        });
  }

  private Workload now(Workload workload) {
    return store.find(workload.id()).orElseThrow();
  }
}
