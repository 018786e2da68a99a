package gatehouse.core.workload;

import static gatehouse.core.workload.PeopleForTests.OPERATOR;
import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.anAppSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.AutoScaling.Measured;
import gatehouse.core.workload.CustomMetric.Aggregation;
import gatehouse.core.workload.CustomMetric.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Apps that scale by themselves, sleep and are woken. */
class AppScalingTest {
  private static final AutoScaling SLEEPY = new AutoScaling(0, 3, Measured.CPU, 50, null, 0, 10, 5);

  private Double metricNow = 0.0;
  private double cpuSeconds;
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final MemoryActivity activity = new MemoryActivity(store);
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Traffic traffic = new Traffic();
  private final List<Upstream> asked = new ArrayList<>();
  private final LiveWorkloads live = new LiveWorkloads(store, RunPlaces.of(runtime), traffic);
  private final Wakes wakes = new Wakes(store, activity, this::look, clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"),
          store,
          runtime,
          new FakeMover(store, clock),
          traffic,
          (at, path, timeout, answered) -> answered.accept(true),
          activity,
          (metric, app, replica, answered) -> {
            asked.add(replica);
            answered.accept(metricNow);
          },
          clock,
          live::refresh);

  private void look(WorkloadId id) {
    live.refresh(id);
    reconciler.reconcile(id);
  }

  @Test
  void whatComputesMuchGetsMoreReplicasAndLaterFewer() {
    Workload app = inserted(new AutoScaling(1, 3, Measured.CPU, 50, null, 0, 10, 5));
    pass(5, 0);

    pass(15, 0.9);

    assertThat(ready(app)).isEqualTo(3);
    assertThat(events(app))
        .anyMatch(e -> e.startsWith("Scaling: from 1 to 2 replicas: its replicas use 90 % of CPU"));

    pass(30, 0.01);

    assertThat(ready(app)).isEqualTo(1);
    assertThat(now(app).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void whatNobodyAsksForSleepsAndGivesItsRoomBack() {
    Workload app = sleeping();

    assertThat(now(app).state()).isEqualTo(State.SCALING);
    assertThat(sentence(app)).isEqualTo("Sleeping: the next request wakes it");
    assertThat(now(app).share().cpus()).isZero();
    assertThat(now(app).desired()).isEqualTo(Desired.RUNNING);
    assertThat(runtime.stopped).containsOnlyKeys(app.run(0));
    var actions = WorkloadActions.of(OPERATOR.caller(), now(app), clock.instant());
    assertThat(Objects.requireNonNull(actions.get("app.open")).allowed()).isTrue();
    assertThat(Objects.requireNonNull(actions.get("app.exec")).allowed()).isFalse();
  }

  @Test
  void whatSomebodyWorksInDoesNotGoToSleep() {
    Workload app = inserted(SLEEPY);
    pass(5, 0);
    var workloads =
        new Workloads(store, new Offer(runtime), project -> true, at -> {}, id -> {}, clock);
    var commands = new Commands(workloads, RunPlaces.of(runtime), store, traffic);
    var notes = new ActivityNotes(traffic, live, activity, clock);
    BesideCommand shell =
        commands.start(OPERATOR, now(app), new CommandWish(List.of("sh"), true, true, 24, 80));

    for (int second = 0; second < 60; second++) {
      live.load();
      notes.write();
      pass(1, 0);
    }
    assertThat(ready(app)).isEqualTo(1);

    shell.close();
    shell.close();
    pass(40, 0);
    assertThat(ready(app)).isZero();
    assertThat(traffic.of(app.run(0))).isZero();
  }

  @Test
  void aCommandThatCannotBeAuditedIsEnded() {
    Workload app = inserted(SLEEPY);
    pass(5, 0);
    var workloads =
        new Workloads(store, new Offer(runtime), project -> true, at -> {}, id -> {}, clock);
    var commands = new Commands(workloads, RunPlaces.of(runtime), store, traffic);
    var wish = new CommandWish(List.of("sh"), true, true, 24, 80);
    Workload present = now(app);
    store.outOfReach = true;

    assertThatThrownBy(() -> commands.start(OPERATOR, present, wish)).isInstanceOf(Refused.class);

    store.outOfReach = false;
    assertThat(traffic.of(app.run(0))).isZero();
  }

  @Test
  void whatSleepsIsWokenByWhoWasLetIn() {
    Workload app = sleeping();
    live.wakeBy(wakes, Runnable::run);
    var changes = new ArrayList<String>();
    Runnable stop = live.whenChanged(app.id(), () -> changes.add(reachable(app).state()));

    assertThat(live.wake(reachable(app))).isTrue();
    steps(2);
    stop.run();

    assertThat(ready(app)).isEqualTo(1);
    assertThat(changes).endsWith("RUNNING");
    assertThat(live.route(reachable(app), 0, Set.of()).orElseThrow().run()).isEqualTo(app.run(1));
    assertThat(events(app)).contains("Scaling: somebody asked for it, it is woken");
  }

  @Test
  void whatIsOnItsWayOrThereMeanwhileIsWorthWaitingFor() {
    Workload app = sleeping();
    var seenAsleep = reachable(app);
    wakes.wake(app.id());
    steps(3);
    assertThat(live.wake(seenAsleep)).isTrue();
    runtime.ends(app.run(1), 3);
    steps(3);

    assertThat(now(app).state()).isEqualTo(State.FAILED);
    assertThat(live.wake(seenAsleep)).isFalse();
  }

  @Test
  void anAppServesFromTheMomentItsReplicaIsReadyUntilItLeaves() {
    Workload app = sleeping();
    wakes.wake(app.id());
    Workload woken = now(app);
    Fleet ready =
        woken.status().fleet().with(1, one -> one.in(Replica.Phase.READY, clock.instant()));
    update(
        woken.with(
            woken.status().with(ready).because(new Remark("APP_SCALING", "x")), clock.instant()));
    live.refresh(app.id());
    assertThat(reachable(app).running()).isTrue();
    Fleet leaves = ready.with(1, one -> one.in(Replica.Phase.LEAVING, clock.instant()));
    update(woken.with(woken.status().with(leaves), clock.instant()));
    live.refresh(app.id());

    assertThat(reachable(app).running()).isFalse();
    assertThat(live.wake(reachable(app))).isTrue();
  }

  @Test
  void whatIsFoundByNobodyAnyMoreIsNotTold() {
    Workload app = sleeping();
    var told = new ArrayList<String>();
    live.whenChanged(app.id(), () -> told.add("")).run();

    live.refresh(app.id());

    assertThat(told).isEmpty();
  }

  @Test
  void aRequestInHandKeepsItAwake() {
    Workload app = inserted(SLEEPY);
    pass(5, 0);
    traffic.begins(app.run(0));

    pass(60, 0);

    assertThat(ready(app)).isEqualTo(1);
  }

  @Test
  void whatWasBegunSinceTheLastNoteIsNotedThoughItIsOver() {
    Workload app = inserted(SLEEPY);
    pass(5, 0);
    live.load();
    var notes = new ActivityNotes(traffic, live, activity, clock);
    traffic.begins(app.run(0));
    traffic.ends(app.run(0));
    notes.write();
    var noted = activity.last(app.id()).orElseThrow();
    clock.pass(Duration.ofSeconds(1));
    notes.write();

    assertThat(activity.last(app.id())).contains(noted);
    assertThat(traffic.of(app.run(0))).isZero();
  }

  @Test
  void requestsOfAnotherNodeKeepItAwake() {
    Workload app = inserted(SLEEPY);
    for (int i = 0; i < 20; i++) {
      activity.note(Set.of(app.id()), clock.instant());
      pass(5, 0);
    }

    assertThat(ready(app)).isEqualTo(1);

    pass(30, 0);

    assertThat(ready(app)).isZero();
  }

  @Test
  void whatAnotherNodeStillHasInHandIsWaitedFor() {
    Workload app = inserted(SLEEPY);
    pass(5, 0);
    while (ready(app) > 0) {
      pass(1, 0);
    }
    for (int i = 0; i < 10; i++) {
      activity.note(Set.of(app.id()), clock.instant());
      pass(1, 0);
      assertThat(runtime.stopped).isEmpty();
    }

    pass(5, 0);

    assertThat(runtime.stopped).containsOnlyKeys(app.run(0));
  }

  @Test
  void whoComesWhileTheLastOneLeavesIsServedByIt() {
    Workload app = inserted(SLEEPY);
    pass(5, 0);
    while (ready(app) > 0) {
      pass(1, 0);
    }

    wakes.wake(app.id());
    pass(5, 0);

    assertThat(ready(app)).isEqualTo(1);
    assertThat(runtime.stopped).isEmpty();
    assertThat(runtime.started).hasSize(1);
  }

  @Test
  void whatIsChangedWhileItSleepsWakesAsTheNewOne() {
    Workload app = sleeping();
    Workload present = now(app);
    AppSpec spec = (AppSpec) present.spec();
    AppSpec next = spec.withProgram("host", spec.command(), Map.of("V", "2"), spec.httpPort());
    update(AppEdits.changed(present, next, clock.instant()));

    wakes.wake(app.id());
    steps(3);

    assertThat(ready(app)).isEqualTo(1);
    assertThat(runtime.started.getLast().environment()).containsEntry("V", "2");
    assertThat(now(app).status().fleet().earlier()).isEmpty();
  }

  @Test
  void whatSleepsIsStoppedAtOnce() {
    Workload app = sleeping();
    update(now(app).wanted(Desired.STOPPED, clock.instant()));
    steps(3);

    assertThat(now(app).state()).isEqualTo(State.STOPPED);
  }

  @Test
  void aLeastOfOneWakesWhatSleeps() {
    Workload app = sleeping();
    Workload present = now(app);
    AppSpec spec = (AppSpec) present.spec();
    var awake = new AutoScaling(1, 3, Measured.CPU, 50, null, 0, 10, 5);
    update(AppEdits.scaled(present, spec, spec.serving().with(awake), clock.instant()));
    steps(3);

    assertThat(ready(app)).isEqualTo(1);
  }

  @Test
  void whereAFixedNumberIsAskedForAgainItIsThat() {
    Workload app = sleeping();
    Workload present = now(app);
    AppSpec spec = (AppSpec) present.spec();
    update(AppEdits.scaled(present, spec, spec.serving().withReplicas(2), clock.instant()));
    steps(4);

    assertThat(ready(app)).isEqualTo(2);
    pass(600, 0);
    assertThat(ready(app)).isEqualTo(2);
  }

  @Test
  void everyReadyReplicaIsAskedForItsMetric() {
    var metric = new CustomMetric("http://<SELF>:9000/q", Format.JSON, "q", 10, Aggregation.SUM);
    Workload app = inserted(new AutoScaling(1, 3, null, 75, metric, 0, 300, 0));
    metricNow = 10.0;
    pass(5, 0);

    pass(20, 0);

    assertThat(ready(app)).isEqualTo(3);
    assertThat(asked).doesNotContainNull();
    assertThat(events(app)).anyMatch(e -> e.endsWith("its metric is 10, the target 10"));
  }

  @Test
  void aMetricThatCannotBeHadChangesNothing() {
    var metric = new CustomMetric("http://example.com/q", Format.JSON, "q", 10, Aggregation.MAX);
    Workload app = inserted(new AutoScaling(1, 3, null, 75, metric, 0, 0, 0));
    metricNow = null;

    pass(60, 0);

    assertThat(ready(app)).isEqualTo(1);
    assertThat(asked).isNotEmpty().containsOnlyNulls();
  }

  @Test
  void sharesOfReplicasOfSeveralVersionsAreTheirOwn() {
    Workload app = inserted(new AutoScaling(1, 3, Measured.CPU, 50, null, 0, 10, 5));
    steps(3);
    Workload present = now(app);
    AppSpec spec = (AppSpec) present.spec();
    AppSpec larger = spec.withResources(new RunResources(2, 2L << 30, List.of()));
    update(AppEdits.changed(present, larger, clock.instant()));
    assertThat(now(app).share().cpus()).isEqualTo(1);

    steps(1);
    assertThat(now(app).share().cpus()).isEqualTo(3);
    for (int i = 0; i < 4; i++) {
      pass(1, 0);
    }

    assertThat(now(app).share().cpus()).isEqualTo(2);
    assertThat(ready(app)).isEqualTo(1);
  }

  private Workload sleeping() {
    Workload app = inserted(SLEEPY);
    pass(40, 0);
    live.load();
    assertThat(ready(app)).isZero();
    return app;
  }

  private WorkloadDirectory.Reachable reachable(Workload app) {
    return live.find(WorkloadKind.APP, app.id()).orElseThrow();
  }

  /** A second passes so many times, in which every replica computes so much. */
  private void pass(int seconds, double cpus) {
    for (int i = 0; i < seconds; i++) {
      clock.pass(Duration.ofSeconds(1));
      cpuSeconds += cpus;
      runtime.observe().stream()
          .filter(run -> run.ending() == null)
          .forEach(run -> runtime.uses(run.id(), cpuSeconds, 1L << 20));
      steps(1);
    }
  }

  private Workload inserted(AutoScaling how) {
    AppSpec spec = anAppSpec("a").withServing(Serving.USUAL.with(how));
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
    Fleet fleet = now(app).status().fleet();
    return fleet == null ? 0 : fleet.ready();
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
