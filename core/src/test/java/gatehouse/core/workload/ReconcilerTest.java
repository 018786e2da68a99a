package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.BOB;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.aNotebookSpec;
import static gatehouse.core.workload.WorkloadsForTests.anAppSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Subject;
import gatehouse.core.workload.RunObservation.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {});

  @Test
  void aJobThatExitsWithZeroIsDone() {
    Workload job = inserted(aJobSpec("train"));
    reconciler.step();
    assertThat(now(job).state()).isEqualTo(State.RUNNING);
    clock.pass(Duration.ofSeconds(5));
    runtime.ends(job.run(), 0);

    reconciler.step();

    Workload done = now(job);
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.desired()).isEqualTo(Desired.STOPPED);
    assertThat(done.status().exitCode()).isZero();
    assertThat(done.status().admitted()).isFalse();
    assertThat(done.status().history())
        .extracting(Transition::state)
        .containsExactly(
            State.QUEUED,
            State.INITIALIZING,
            State.PENDING,
            State.RUNNING,
            State.FINALIZING,
            State.DONE);
    assertThat(done.status().times().stoppedAt()).isEqualTo(clock.instant());
    assertThat(store.events(job.id(), 9))
        .extracting(event -> event.remark().code())
        .containsExactly(
            "JOB_INITIALIZING", "JOB_PENDING", "JOB_RUNNING", "JOB_FINALIZING", "JOB_DONE");
    assertThat(store.needingAttention()).isEmpty();
  }

  @Test
  void aJobThatEndsBeforeAnyoneLookedWasStillSeenRunning() {
    Workload job = inserted(aJobSpec("quick"));
    runtime.prompt = false;
    reconciler.step();
    runtime.runs(job.run(), false);
    runtime.ends(job.run(), 0);

    reconciler.step();

    assertThat(now(job).status().history()).extracting(Transition::state).contains(State.RUNNING);
    assertThat(now(job).status().times().startedAt()).isEqualTo(clock.instant());
  }

  @Test
  void aJobThatExitsOtherwiseHasFailedAndSaysHow() {
    Workload job = inserted(aJobSpec("train"));
    reconciler.step();
    runtime.ends(job.run(), 3);

    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.FAILED);
    assertThat(now(job).status().exitCode()).isEqualTo(3);
    assertThat(sentence(job)).isEqualTo("Failed: exit code 3");
  }

  @Test
  void aCommandThatIsNotThereIsNamed() {
    Workload job = inserted(aJobSpec("train"));
    runtime.prompt = false;
    reconciler.step();
    runtime.ends(job.run(), Cause.NOT_STARTED, null, "no such command: foo");

    reconciler.step();

    assertThat(sentence(job)).isEqualTo("Failed: no such command: foo");
    assertThat(now(job).status().times().startedAt()).isNull();
  }

  @Test
  void anImageThatIsGoneFailsTheWorkload() {
    JobSpec spec = aJobSpec("train");
    Workload job =
        inserted(
            new JobSpec(
                "x",
                "gone",
                spec.command(),
                Map.of(),
                Map.of(),
                spec.resources(),
                false,
                8080,
                Duration.ZERO,
                false,
                List.of()));

    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.FAILED);
    assertThat(sentence(job)).isEqualTo("Failed: there is no image gone");
    assertThat(now(job).status().admitted()).isFalse();
  }

  @Test
  void whereNothingCanRunNowItWaitsAndSaysWhy() {
    Workload job = inserted(aJobSpec("train"));
    runtime.outOfOrder = "bubblewrap is not installed";
    reconciler.step();
    reconciler.step();
    assertThat(now(job).state()).isEqualTo(State.INITIALIZING);
    assertThat(sentence(job)).isEqualTo("Waiting: bubblewrap is not installed");
    assertThat(store.events(job.id(), 9)).hasSize(2);
    runtime.outOfOrder = null;

    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void aNotebookRunsWhenItsEditorAnswers() {
    Workload notebook = inserted(aNotebookSpec("n"));
    runtime.prompt = false;
    reconciler.step();
    runtime.runs(notebook.run(), false);
    reconciler.step();
    assertThat(now(notebook).state()).isEqualTo(State.STARTING);
    runtime.runs(notebook.run(), true);

    reconciler.step();

    assertThat(now(notebook).state()).isEqualTo(State.RUNNING);
    assertThat(store.revised()).containsExactly(java.util.Set.of(notebook.subject()));
  }

  @Test
  void anAppThatEndsByItselfHasFailed() {
    Workload app = inserted(anAppSpec("a"));
    reconciler.step();
    assertThat(now(app).state()).isEqualTo(State.RUNNING);
    runtime.ends(app.run(), 0);

    reconciler.step();

    assertThat(now(app).state()).isEqualTo(State.FAILED);
  }

  @Test
  void whatIsToldToStopGetsGraceAndThenEnds() {
    Workload job = inserted(aJobSpec("train"));
    reconciler.step();
    runtime.obedient = false;
    want(job, Desired.STOPPED);
    reconciler.step();
    assertThat(now(job).state()).isEqualTo(State.INTERRUPTING);
    assertThat(runtime.stopped).containsEntry(job.run(), Reconciler.GRACE);
    clock.pass(Duration.ofSeconds(20));
    reconciler.step();
    assertThat(runtime.stopped).containsEntry(job.run(), Duration.ofSeconds(10));
    clock.pass(Duration.ofSeconds(20));

    reconciler.step();
    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.INTERRUPTED);
    assertThat(sentence(job)).isEqualTo("Interrupted: it was told to stop");
  }

  @Test
  void whatIsStoppedWhileItWaitsIsNeverStarted() {
    runtime.inventory = new WorkloadRuntime.Inventory(0, 0, List.of());
    for (WorkloadSpec spec : List.of(aJobSpec("j"), aNotebookSpec("n"), anAppSpec("a"))) {
      Workload workload = inserted(spec);
      reconciler.step();
      want(workload, Desired.STOPPED);

      reconciler.step();

      assertThat(now(workload).state()).isEqualTo(LifeCycle.stopped(spec.kind()));
    }
    assertThat(runtime.started).isEmpty();
  }

  @Test
  void aJobPastItsTimeIsInterruptedAndSaysSo() {
    Workload job = inserted(aJobSpec("long").withTimeout(Duration.ofSeconds(60), false));
    reconciler.step();
    clock.pass(Duration.ofSeconds(59));
    reconciler.step();
    assertThat(now(job).state()).isEqualTo(State.RUNNING);
    clock.pass(Duration.ofSeconds(1));

    reconciler.step();
    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.INTERRUPTED);
    assertThat(now(job).status().history()).extracting(Transition::state).contains(State.TIMEOUT);
    assertThat(sentence(job)).isEqualTo("Interrupted: it reached its time limit of 60 s");
  }

  @Test
  void aJobThatAskedForItIsStartedAgainAfterItsTime() {
    Workload job = inserted(aJobSpec("long").withTimeout(Duration.ofSeconds(60), true));
    reconciler.step();
    clock.pass(Duration.ofSeconds(60));

    reconciler.step();
    reconciler.step();
    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.RUNNING);
    assertThat(now(job).status().run()).isEqualTo(2);
    assertThat(runtime.started).hasSize(2);
  }

  @Test
  void aJobWithoutLimitRunsOn() {
    Workload job = inserted(aJobSpec("long").withTimeout(Duration.ZERO, false));
    reconciler.step();
    clock.pass(Duration.ofDays(400));

    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void whatTheRuntimeLostIsAnErrorAndNotStartedTwice() {
    Workload job = inserted(aJobSpec("train"));
    reconciler.step();
    runtime.loses(job.run());

    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.ERROR);
    assertThat(sentence(job)).startsWith("Error: the runtime does not know it any more");
    assertThat(runtime.started).hasSize(1);
  }

  @Test
  void whatIsDeletedIsForgottenWithItsFolder() {
    Workload notebook = inserted(aNotebookSpec("n"));
    reconciler.step();
    want(notebook, Desired.DELETED);

    reconciler.step();

    assertThat(store.find(notebook.id())).isEmpty();
    assertThat(runtime.observe()).isEmpty();
    assertThat(runtime.deleted).containsExactly(notebook.id());
  }

  @Test
  void whatDoesNotFitWaitsInOrderAndSaysSo() {
    runtime.inventory = new WorkloadRuntime.Inventory(1, 1L << 30, List.of());
    Workload first = inserted(aJobSpec("first"));
    clock.pass(Duration.ofSeconds(1));
    Workload second = inserted(aJobSpec("second"));
    clock.pass(Duration.ofSeconds(1));
    Workload third = inserted(aJobSpec("third"));

    reconciler.step();

    assertThat(now(first).state()).isEqualTo(State.RUNNING);
    assertThat(sentence(second)).isEqualTo("Queued: waiting for 1 CPU, 0 ahead");
    assertThat(sentence(third)).isEqualTo("Queued: waiting for 1 CPU, 1 ahead");
    runtime.ends(first.run(), 0);
    reconciler.step();
    reconciler.step();
    assertThat(now(second).state()).isEqualTo(State.RUNNING);
    assertThat(now(third).state()).isEqualTo(State.QUEUED);
  }

  @Test
  void roomThatIsGivenBackIsGivenOnAtOnce() {
    runtime.inventory = new WorkloadRuntime.Inventory(1, 1L << 30, List.of());
    Workload first = inserted(aJobSpec("first"));
    clock.pass(Duration.ofSeconds(1));
    Workload second = inserted(aJobSpec("second"));
    reconciler.step();
    runtime.ends(first.run(), 0);

    reconciler.reconcile(first.id());

    assertThat(now(first).state()).isEqualTo(State.DONE);
    assertThat(now(second).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void roomGoesToWhoHoldsLeast() {
    runtime.inventory = new WorkloadRuntime.Inventory(2, 2L << 30, List.of());
    inserted(aJobSpec("ada 1"));
    reconciler.step();
    clock.pass(Duration.ofSeconds(1));
    Workload more = inserted(aJobSpec("ada 2"));
    clock.pass(Duration.ofSeconds(1));
    Workload others = inserted(aJobSpec("bob 1"), BOB);

    reconciler.step();

    assertThat(now(others).state()).isEqualTo(State.RUNNING);
    assertThat(now(more).state()).isEqualTo(State.QUEUED);
  }

  @Test
  void whoHasWaitedLongComesFirst() {
    runtime.inventory = new WorkloadRuntime.Inventory(2, 2L << 30, List.of());
    inserted(aJobSpec("ada 1"));
    reconciler.step();
    Workload more = inserted(aJobSpec("ada 2"));
    clock.pass(Duration.ofMinutes(11));
    Workload others = inserted(aJobSpec("bob 1"), BOB);

    reconciler.step();

    assertThat(now(more).state()).isEqualTo(State.RUNNING);
    assertThat(now(others).state()).isEqualTo(State.QUEUED);
  }

  @Test
  void orphansAndEarlierRunsAreForgotten() {
    Workload job = inserted(aJobSpec("train"));
    reconciler.step();
    runtime.ends(job.run(), 0);
    reconciler.step();
    Workload again =
        now(job)
            .with(
                now(job).status().again(WorkloadKind.JOB, new Remark("JOB_QUEUED", ""), moment()),
                moment())
            .wanted(Desired.RUNNING, moment());
    update(again);
    reconciler.step();
    Workload stranger = queued(aJobSpec("stranger"), ADA, moment());
    runtime.runs(stranger.run(), true);
    assertThat(runtime.observe()).hasSize(3);

    reconciler.collectOrphans();

    assertThat(runtime.observe()).extracting(RunObservation::id).containsExactly(again.run());
    assertThat(runtime.deleted).containsExactly(stranger.id());
  }

  @Test
  void whatAnotherNodeLooksAfterIsLeftAlone() {
    Workload job = inserted(aJobSpec("train"));
    store.claim(job.id(), "two", "there", moment(), moment().plusSeconds(5));
    reconciler.reconcile(job.id());
    assertThat(runtime.started).isEmpty();
    clock.pass(Duration.ofSeconds(5));

    reconciler.reconcile(job.id());

    assertThat(runtime.started).hasSize(1);
  }

  private java.time.Instant moment() {
    return clock.instant();
  }

  private Workload inserted(WorkloadSpec spec) {
    return inserted(spec, ADA);
  }

  private Workload inserted(WorkloadSpec spec, Subject maker) {
    Workload workload = queued(spec, maker, clock.instant());
    store.transaction(
        tx -> {
          tx.insert(workload);
          return true;
        });
    return workload;
  }

  private void want(Workload workload, Desired desired) {
    update(now(workload).wanted(desired, clock.instant()));
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
