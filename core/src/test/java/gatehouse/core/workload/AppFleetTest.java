package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.anAppSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AppFleetTest {
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Traffic traffic = new Traffic();
  private boolean healthy = true;
  private Reconciler reconciler = server("one");

  private Reconciler server(String name) {
    return new Reconciler(
        FakeHomes.startedAs(name),
        store,
        runtime,
        new FakeMover(store, clock),
        traffic,
        (at, path, timeout, answered) -> answered.accept(healthy),
        Activity.NONE,
        MetricSource.NONE,
        clock,
        id -> {});
  }

  @Test
  void eachReplicaIsARunOfItsOwnWithItsShareOfTheMachine() {
    Workload app = inserted(app(3));
    steps(4);

    assertThat(runtime.started).extracting(spec -> spec.id().replica()).containsExactly(0, 1, 2);
    assertThat(ready(app)).isEqualTo(3);
    assertThat(now(app).state()).isEqualTo(State.RUNNING);
    assertThat(sentence(app)).isEqualTo("Running");
    assertThat(now(app).share().cpus()).isEqualTo(3);
  }

  @Test
  void aReplicaThatFindsNoRoomWaitsAndTheOthersServe() {
    runtime.inventory = new WorkloadRuntime.Inventory(2, 8L << 30, List.of());
    Workload app = inserted(app(3));
    steps(4);

    assertThat(ready(app)).isEqualTo(2);
    assertThat(sentence(app)).isEqualTo("Running: 2 of 3 replicas ready, waiting for 1 CPU");
    runtime.inventory = new WorkloadRuntime.Inventory(3, 8L << 30, List.of());

    steps(3);

    assertThat(ready(app)).isEqualTo(3);
  }

  @Test
  void whoHasNothingYetComesBeforeAnotherReplica() {
    runtime.inventory = new WorkloadRuntime.Inventory(2, 8L << 30, List.of());
    Workload app = inserted(app(2));
    clock.pass(Duration.ofSeconds(1));
    Workload large = inserted(withCpus(2));
    steps(3);

    assertThat(ready(app)).isEqualTo(1);
    assertThat(sentence(app)).contains("waiting for those that have nothing yet");
    assertThat(now(large).state()).isEqualTo(State.QUEUED);
  }

  @Test
  void aReplicaThatEndsIsReplacedLaterEachTime() {
    Workload app = inserted(app(2));
    steps(3);
    runtime.ends(app.run(0), 3);
    steps(1);
    assertThat(ready(app)).isEqualTo(1);
    assertThat(now(app).state()).isEqualTo(State.RUNNING);

    clock.pass(Duration.ofSeconds(1));
    steps(3);

    assertThat(ready(app)).isEqualTo(2);
    assertThat(runtime.started).extracting(spec -> spec.id().replica()).containsExactly(0, 1, 2);
    assertThat(events(app)).anyMatch(e -> e.contains("replica 0 ended (exit code 3)"));
  }

  @Test
  void whenTheLastReplicaEndsTheAppHasFailed() {
    Workload app = inserted(app(2));
    steps(3);
    runtime.ends(app.run(0), 3);
    runtime.ends(app.run(1), 4);
    steps(1);

    assertThat(now(app).state()).isEqualTo(State.FAILED);
    assertThat(sentence(app)).isEqualTo("Failed: exit code 4");
    assertThat(now(app).status().admitted()).isFalse();
  }

  @Test
  void fewerAreWantedAndTheLastOnesLeaveWhenTheyHaveNothingInHand() {
    Workload app = inserted(app(3));
    steps(4);
    traffic.begins(app.run(2));
    scale(app, 2);
    clock.pass(Duration.ofSeconds(5));
    steps(3);
    assertThat(runtime.stopped).isEmpty();
    assertThat(ready(app)).isEqualTo(2);
    traffic.ends(app.run(2));
    clock.pass(Duration.ofSeconds(1));

    steps(3);

    assertThat(runtime.stopped).containsOnlyKeys(app.run(2));
    assertThat(now(app).share().cpus()).isEqualTo(2);
  }

  @Test
  void whatIsInHandForTooLongIsNotWaitedForAnyMore() {
    Workload app = inserted(app(2));
    steps(3);
    traffic.begins(app.run(1));
    scale(app, 1);
    steps(1);
    clock.pass(Duration.ofSeconds(30));

    steps(3);

    assertThat(runtime.stopped).containsOnlyKeys(app.run(1));
  }

  @Test
  void anAppThatNeverListensFailsAfterItsDeadlineAndSaysWhy() {
    runtime.prompt = false;
    Workload app = inserted(app(1));
    steps(2);
    assertThat(now(app).state()).isEqualTo(State.SCALING);
    assertThat(sentence(app)).isEqualTo("Starting: nothing answers on port 9000 yet");
    runtime.runs(app.run(0), false);
    clock.pass(Duration.ofMinutes(10));

    steps(3);

    assertThat(now(app).state()).isEqualTo(State.FAILED);
    assertThat(sentence(app)).isEqualTo("Failed: nothing answered on port 9000 within 600 s");
    assertThat(runtime.stopped).containsKey(app.run(0));
  }

  @Test
  void anAppRunsOnlyWhenItSaysThatItIsReady() {
    healthy = false;
    Workload app = inserted(probed(new Probe("/ready", null, 0, 10, 1, 1, 3), null));
    steps(3);
    assertThat(now(app).state()).isEqualTo(State.SCALING);
    assertThat(sentence(app)).isEqualTo("Starting: it does not say yet that it is ready");
    healthy = true;
    clock.pass(Duration.ofSeconds(10));

    steps(3);

    assertThat(now(app).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void aReplicaThatSaysThreeTimesThatItIsNotReadyGetsNoMoreRequests() {
    Workload app = inserted(probed(new Probe("/ready", null, 0, 10, 1, 1, 3), null));
    steps(3);
    healthy = false;
    for (int i = 0; i < 2; i++) {
      clock.pass(Duration.ofSeconds(10));
      steps(2);
      assertThat(ready(app)).isEqualTo(1);
    }
    clock.pass(Duration.ofSeconds(10));

    steps(3);

    assertThat(ready(app)).isZero();
    assertThat(now(app).state()).isEqualTo(State.SCALING);
  }

  @Test
  void aReplicaThatHangsIsStartedAgain() {
    Workload app = inserted(probed(null, new Probe("/alive", null, 0, 1, 1, 1, 1)));
    steps(3);
    healthy = false;
    clock.pass(Duration.ofSeconds(1));
    steps(1);
    healthy = true;
    clock.pass(Duration.ofSeconds(1));

    steps(5);

    assertThat(runtime.started).extracting(spec -> spec.id().replica()).containsExactly(0, 1);
    assertThat(now(app).state()).isEqualTo(State.RUNNING);
    assertThat(events(app)).anyMatch(e -> e.contains("replica 0 does not say any more"));
  }

  @Test
  void theOldServeUntilTheNewAreReadyAndLeaveThen() {
    Workload app = inserted(app(2));
    steps(3);
    runtime.prompt = false;
    change(app, 2);
    for (int i = 0; i < 5; i++) {
      steps(2);
      clock.pass(Duration.ofSeconds(5));
      assertThat(ready(app)).isEqualTo(2);
    }
    assertThat(runtime.started).hasSize(3);
    runtime.prompt = true;

    for (int i = 2; i < 4; i++) {
      runtime.runs(app.run(i), true);
      steps(3);
      assertThat(ready(app)).isGreaterThanOrEqualTo(2);
      clock.pass(Duration.ofSeconds(2));
      steps(4);
    }

    assertThat(sentence(app)).isEqualTo("Running");
    assertThat(runtime.stopped).containsOnlyKeys(app.run(0), app.run(1));
    assertThat(runtime.started).extracting(RunSpec::environment).last().isEqualTo(Map.of("V", "2"));
    assertThat(now(app).status().fleet().earlier()).isEmpty();
  }

  @Test
  void aChangeThatIsNeverReadyIsTakenBackAndTheOldServeOn() {
    Workload app = inserted(app(1));
    steps(3);
    AppSpec before = (AppSpec) now(app).spec();
    runtime.prompt = false;
    change(app, 2);
    steps(3);
    runtime.runs(app.run(1), false);
    clock.pass(Duration.ofMinutes(10));

    steps(3);
    clock.pass(Duration.ofSeconds(2));
    steps(4);

    assertThat(now(app).spec()).isEqualTo(before);
    assertThat(ready(app)).isEqualTo(1);
    assertThat(runtime.stopped).containsOnlyKeys(app.run(1));
    assertThat(sentence(app))
        .isEqualTo("Running: the change was taken back: it was not ready within 600 s");
  }

  @Test
  void whoTakesOverFromAKilledServerGoesOnAndStartsNothingTwice() {
    Workload app = inserted(app(3));
    for (int i = 0; i < 12; i++) {
      reconciler = server("server " + i);
      clock.pass(Reconciler.CLAIM);
      reconciler.reconcile(app.id());
      if (i == 4) {
        change(app, 2);
      }
    }

    assertThat(ready(app)).isEqualTo(3);
    assertThat(runtime.started).extracting(RunSpec::id).doesNotHaveDuplicates().hasSize(6);
    assertThat(runtime.stopped).hasSize(3);
  }

  @Test
  void stoppingEndsAllOfThem() {
    Workload app = inserted(app(3));
    steps(4);
    update(now(app).wanted(Desired.STOPPED, clock.instant()));

    steps(4);

    assertThat(now(app).state()).isEqualTo(State.STOPPED);
    assertThat(runtime.stopped).hasSize(3);
    assertThat(now(app).status().admitted()).isFalse();
  }

  @Test
  void aRequestGoesToTheReplicaThatHasLeastInHandAndPastThoseFoundDead() {
    Workload app = inserted(app(2));
    steps(3);
    var live = new LiveWorkloads(store, RunPlaces.of(runtime), traffic);
    live.load();
    var reachable = live.find(WorkloadKind.APP, app.id()).orElseThrow();
    traffic.begins(app.run(0));

    assertThat(live.route(reachable, 0, Set.of()).orElseThrow().run()).isEqualTo(app.run(1));
    assertThat(live.route(reachable, 0, Set.of(app.run(1))).orElseThrow().run())
        .isEqualTo(app.run(0));
    assertThat(live.route(reachable, 0, Set.of(app.run(0), app.run(1)))).isEmpty();
  }

  @Test
  void orphansAreNotReplicas() {
    Workload app = inserted(app(2));
    steps(3);
    runtime.runs(app.run(7), true);

    reconciler.collectOrphans();

    assertThat(runtime.observe())
        .extracting(RunObservation::id)
        .containsExactly(app.run(0), app.run(1));
  }

  private static AppSpec app(int replicas) {
    return anAppSpec("a").withServing(Serving.USUAL.withReplicas(replicas));
  }

  private static AppSpec probed(Probe readiness, Probe liveness) {
    return anAppSpec("a")
        .withServing(new Serving(1, null, RolloutLimits.USUAL, readiness, liveness));
  }

  private static WorkloadSpec withCpus(int cpus) {
    JobSpec spec = aJobSpec("large");
    return new JobSpec(
        "large",
        "host",
        spec.command(),
        Map.of(),
        Map.of(),
        new RunResources(cpus, 1L << 30, List.of()),
        false,
        8080,
        Duration.ZERO,
        false,
        List.of());
  }

  private void scale(Workload app, int replicas) {
    Workload present = now(app);
    AppSpec spec = (AppSpec) present.spec();
    update(AppEdits.scaled(present, spec, spec.serving().withReplicas(replicas), clock.instant()));
  }

  private void change(Workload app, int version) {
    Workload present = now(app);
    AppSpec spec = (AppSpec) present.spec();
    AppSpec next =
        spec.withProgram(spec.image(), spec.command(), Map.of("V", "" + version), spec.httpPort());
    update(AppEdits.changed(present, next, clock.instant()));
  }

  private Workload inserted(WorkloadSpec spec) {
    Workload workload = queued(spec, ADA, clock.instant());
    store.transaction(
        tx -> {
          tx.insert(workload);
          return true;
        });
    return workload;
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      reconciler.step();
    }
  }

  private int ready(Workload app) {
    return now(app).status().fleet().ready();
  }

  private List<String> events(Workload app) {
    return store.events(app.id(), 50).stream().map(event -> event.remark().sentence()).toList();
  }

  private void update(Workload workload) {
    store.transaction(
        tx -> {
          tx.update(workload);
          return true;
        });
  }

  private Workload now(Workload workload) {
    return store.find(workload.id()).orElseThrow();
  }

  private String sentence(Workload workload) {
    return now(workload).status().remark().sentence();
  }
}
