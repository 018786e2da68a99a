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
  void aRunWhoseWorkloadHasMovedIsEnded() {
    Workload job = inserted("train");
    a.step();
    store.transaction(
        tx -> {
          tx.update(now(job).with(now(job).status().atHome("b"), clock.instant()));
          return true;
        });

    a.collectOrphans();

    assertThat(runsOfA.observe()).isEmpty();
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
