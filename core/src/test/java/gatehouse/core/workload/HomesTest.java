package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.ONE_CPU;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.anAppSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Two nodes on one store, each with runs of its own. */
class HomesTest {
  private static final Set<String> BOTH = Set.of("a", "b");

  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runsOfA = new FakeRuntime(clock);
  private final FakeRuntime runsOfB = new FakeRuntime(clock);
  private final Reconciler a = node("a", BOTH, runsOfA);
  private final Reconciler b = node("b", BOTH, runsOfB);

  @Test
  void whatIsAtHomeOnANodeThatIsAwayGoesOnThere() {
    Workload job = inserted("train");
    a.step();
    a.release();
    clock.pass(Reconciler.CLAIM.plusSeconds(1));

    node("b", Set.of("b"), runsOfB).step();
    b.collectOrphans();

    assertThat(now(job).state()).isEqualTo(State.RUNNING);
    runsOfA.ends(job.run(), 0);
    node("a", BOTH, runsOfA).step();
    assertThat(now(job).state()).isEqualTo(State.DONE);
  }

  @Test
  void whoLookedAfterItWhileItWaitedLeavesItToTheNodeThatTookItIn() {
    runsOfA.inventory = new WorkloadRuntime.Inventory(0, 8L << 30, List.of());
    Workload job = inserted("train");
    a.reconcile(job.id());
    b.step();

    a.reconcile(job.id());
    a.step();
    b.step();

    assertThat(runsOfA.started).isEmpty();
    assertThat(runsOfB.started).extracting(RunSpec::id).containsExactly(job.run());
    assertThat(now(job).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void whatRunsSinceBeforeThereWereHomesIsLeftToTheNodeThatHasIt() {
    Workload job = inserted("train");
    a.step();
    Workload other = inserted("other");
    a.step();
    change(
        tx -> {
          tx.update(now(job).with(now(job).status().atHome(null), clock.instant()));
          Workload stopping = now(other).wanted(Desired.STOPPED, clock.instant());
          tx.update(stopping.with(stopping.status().atHome(null), clock.instant()));
        });
    a.release();
    clock.pass(Reconciler.CLAIM.plusSeconds(1));

    b.adopt();
    b.step();

    assertThat(now(job).state()).isEqualTo(State.RUNNING);
    assertThat(now(other).state()).isEqualTo(State.RUNNING);
    a.adopt();
    assertThat(now(job).status().home()).isEqualTo("a");
    a.step();
    assertThat(now(other).state().isSettled()).isTrue();
  }

  @Test
  void whatWaitsForItsNextRunIsTakenInWhereTheLastOneWas() {
    Workload job = inserted("train");
    a.step();
    runsOfA.ends(job.run(), 0);
    a.step();
    change(
        tx -> {
          var course = new Course(now(job), clock.instant());
          course.again("Queued: again");
          course.settles(null);
          course.keep(tx, now(job));
        });

    b.adopt();
    a.adopt();

    assertThat(now(job).status().home()).isEqualTo("a");
  }

  @Test
  void whoIsWantedAgainWaitsForWhatItKeeps() {
    Workload job = inserted("train");
    a.step();
    runsOfA.ends(job.run(), 0);
    a.step();
    store.transaction(
        tx -> {
          var course = new Course(now(job), clock.instant());
          course.again("Queued: again");
          course.keep(tx, now(job));
          return true;
        });

    node("b", Set.of("b"), runsOfB).step();

    assertThat(runsOfB.started).isEmpty();
    assertThat(now(job).status().remark().sentence())
        .isEqualTo("Queued: the node a keeps what it needs, and is not there");
    a.step();
    assertThat(now(job).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void eachNodeGivesAwayItsOwnRoom() {
    runsOfA.inventory = new WorkloadRuntime.Inventory(1, 8L << 30, List.of());
    runsOfB.inventory = new WorkloadRuntime.Inventory(1, 8L << 30, List.of());
    Workload first = inserted("first");
    Workload second = inserted("second");
    a.step();

    b.step();

    assertThat(runsOfA.started).extracting(RunSpec::id).containsExactly(first.run());
    assertThat(runsOfB.started).extracting(RunSpec::id).containsExactly(second.run());
    assertThat(now(first).status().home()).isEqualTo("a");
    assertThat(now(second).status().home()).isEqualTo("b");
  }

  @Test
  void whatIsTooLargeForOneNodeWaitsForTheOther() {
    runsOfA.inventory = new WorkloadRuntime.Inventory(1, 8L << 30, List.of());
    Workload large =
        inserted(aJobSpec("large").withResources(new RunResources(2, ONE_CPU.memory(), List.of())));
    String before = now(large).status().remark().sentence();

    a.step();
    assertThat(now(large).status().remark().sentence()).isEqualTo(before);
    b.step();

    assertThat(now(large).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void whoWaitsForANodeThatIsAwayHoldsNoAppUpElsewhere() {
    Workload waiting = inserted("waits");
    store.transaction(
        tx -> {
          tx.update(now(waiting).with(now(waiting).status().atHome("b"), clock.instant()));
          return true;
        });
    Workload app = inserted(anAppSpec("grows").withServing(Serving.USUAL.withReplicas(2)));

    for (int step = 0; step < 4; step++) {
      a.step();
    }

    assertThat(runsOfA.started)
        .extracting(RunSpec::id)
        .containsExactly(now(app).run(0), now(app).run(1));
  }

  @Test
  void whoCanNeverRunHereHoldsNoAppUp() {
    inserted(aJobSpec("large").withResources(new RunResources(99, ONE_CPU.memory(), List.of())));
    Workload app = inserted(anAppSpec("grows").withServing(Serving.USUAL.withReplicas(2)));

    for (int step = 0; step < 4; step++) {
      a.step();
    }

    assertThat(runsOfA.started)
        .extracting(RunSpec::id)
        .containsExactly(now(app).run(0), now(app).run(1));
  }

  @Test
  void aRunWhoseWorkloadHasMovedIsEndedAndItsFolderStays() {
    Workload job = inserted("train");
    a.step();
    store.transaction(
        tx -> {
          tx.update(now(job).with(now(job).status().atHome("b"), clock.instant()));
          return true;
        });

    a.collectOrphans();

    assertThat(runsOfA.observe()).isEmpty();
    assertThat(runsOfA.deleted).isEmpty();
  }

  @Test
  void whatRanBeforeThereWereHomesIsTakenIn() {
    Workload job = inserted("train");
    a.step();
    store.transaction(
        tx -> {
          tx.update(now(job).with(now(job).status().atHome(null), clock.instant()));
          return true;
        });

    b.adopt();
    assertThat(now(job).status().home()).isNull();
    a.adopt();

    assertThat(now(job).status().home()).isEqualTo("a");
  }

  @Test
  void aStopOfOneNodesWorkloadsLeavesThoseOfTheOther() {
    Workload here = inserted("here");
    a.step();
    Workload there = inserted("there");
    b.step();

    int asked = new Standstill(homes("a", BOTH), store, a, clock).begin();

    assertThat(asked).isEqualTo(1);
    assertThat(now(here).desired()).isEqualTo(Desired.STOPPED);
    assertThat(now(there).desired()).isEqualTo(Desired.RUNNING);
  }

  @Test
  void aNodeThatStopsWithItsWorkloadsLeavesThoseThatWaitToTheOther() {
    Workload waits = inserted("waits");
    var standstill = new Standstill(homes("a", BOTH), store, a, clock);

    assertThat(standstill.begin()).isZero();
    assertThat(standstill.isReached()).isTrue();
    assertThat(now(waits).desired()).isEqualTo(Desired.RUNNING);
    assertThat(runsOfA.started).isEmpty();
    b.step();
    assertThat(now(waits).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void theOnlyNodeStopsThoseThatWaitTooAndThoseThatComeMeanwhile() {
    inserted("waits");
    var alone = Set.of("a");
    var standstill = new Standstill(homes("a", alone), store, node("a", alone, runsOfA), clock);

    assertThat(standstill.begin()).isEqualTo(1);
    Workload late = inserted("late");

    assertThat(standstill.isReached()).isTrue();
    assertThat(now(late).desired()).isEqualTo(Desired.STOPPED);
    assertThat(runsOfA.started).isEmpty();
  }

  private void change(Consumer<WorkloadChange> what) {
    store.transaction(
        tx -> {
          what.accept(tx);
          return true;
        });
  }

  private static FakeHomes homes(String home, Set<String> alive) {
    return new FakeHomes(home + ".1", home, alive);
  }

  private Reconciler node(String home, Set<String> alive, FakeRuntime runs) {
    return new Reconciler(
        homes(home, alive), store, runs, new FakeMover(store, clock), clock, id -> {});
  }

  private Workload inserted(String name) {
    return inserted(aJobSpec(name));
  }

  private Workload inserted(WorkloadSpec spec) {
    clock.pass(Duration.ofSeconds(1));
    Workload workload = queued(spec, ADA, clock.instant());
    store.transaction(
        tx -> {
          tx.insert(workload);
          return true;
        });
    return workload;
  }

  private Workload now(Workload workload) {
    return store.find(workload.id()).orElseThrow();
  }
}
