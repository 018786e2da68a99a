package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.ONE_CPU;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.storage.BucketName;
import gatehouse.core.volume.MountPath;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.DataSync.SyncState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VolumeLifeTest {
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final FakeMover mover = new FakeMover(store, clock);
  private final Reconciler reconciler =
      new Reconciler(Homes.only("here"), store, runtime, mover, clock, id -> {});

  @Test
  void aJobStartsOnlyWhenItsDataIsThere() {
    mover.ending = null;
    Workload job = inserted(job(VolumePermission.RO));

    steps();

    assertThat(now(job).state()).isEqualTo(State.INITIALIZING);
    assertThat(sentence(job)).isEqualTo("Initializing: bringing data from train@LOCAL");
    assertThat(runtime.started).isEmpty();

    mover.ending = SyncState.DONE;
    steps();

    assertThat(now(job).state()).isEqualTo(State.RUNNING);
    assertThat(runtime.started).hasSize(1);
    assertThat(runtime.started.getFirst().volumes()).isEqualTo(job.spec().volumes());
  }

  @Test
  void aJobWhoseDataCannotBeBroughtHasFailedAndSaysWhy() {
    mover.ending = SyncState.FAILED;
    Workload job = inserted(job(VolumePermission.RO));

    steps();

    assertThat(now(job).state()).isEqualTo(State.FAILED);
    assertThat(sentence(job))
        .isEqualTo("Failed: its data could not be brought: the bucket is gone");
    assertThat(now(job).status().admitted()).isFalse();
    assertThat(runtime.started).isEmpty();
  }

  @Test
  void whatAJobLeftIsWrittenBackBeforeItIsDone() {
    Workload job = inserted(job(VolumePermission.RW));
    steps();
    clock.pass(Duration.ofSeconds(5));
    runtime.ends(job.run(), 0);
    mover.ending = null;

    steps();

    assertThat(now(job).state()).isEqualTo(State.FINALIZING);
    assertThat(now(job).status().admitted()).isFalse();
    assertThat(sentence(job)).isEqualTo("Finalizing: writing data back to train@LOCAL");

    mover.ending = SyncState.DONE;
    steps();

    assertThat(now(job).state()).isEqualTo(State.DONE);
    assertThat(now(job).status().exitCode()).isZero();
    assertThat(mover.begun)
        .extracting(DataSync::direction)
        .containsExactly(Direction.PULL, Direction.PUSH);
  }

  @Test
  void aReadOnlyVolumeIsNotWrittenBack() {
    Workload job = inserted(job(VolumePermission.RO));
    steps();
    runtime.ends(job.run(), 0);

    steps();

    assertThat(now(job).state()).isEqualTo(State.DONE);
    assertThat(mover.begun).hasSize(1);
  }

  @Test
  void aFailedPushKeepsTheDataAndCanBeTriedAgain() {
    for (WorkloadSpec spec :
        List.of(job(VolumePermission.RW), notebook(VolumePermission.RWD), app())) {
      mover.ending = SyncState.DONE;
      Workload workload = inserted(spec);
      steps();
      mover.ending = SyncState.FAILED;
      stop(workload);

      assertThat(now(workload).state()).isEqualTo(State.SYNC_FAILED);
      assertThat(sentence(workload)).startsWith("Not written back: the bucket is gone.");
      assertThat(runtime.deleted).isEmpty();

      pushAgain(workload);
      mover.ending = SyncState.DONE;
      steps();

      assertThat(now(workload).state()).isEqualTo(LifeCycle.stopped(spec.kind()));
      assertThat(store.needingAttention()).isEmpty();
    }
  }

  @Test
  void whatALostRunLeftIsWrittenBackToo() {
    Workload job = inserted(job(VolumePermission.RW));
    steps();
    runtime.loses(job.run());

    steps();

    assertThat(now(job).state()).isEqualTo(State.ERROR);
    assertThat(mover.begun.getLast().direction()).isEqualTo(Direction.PUSH);
  }

  @Test
  void aJobThatReachedItsTimeLimitStillSaysSoAfterItsDataIsWrittenBack() {
    Workload job = inserted(job(VolumePermission.RW));
    steps();
    clock.pass(Duration.ofDays(8));

    steps();
    steps();

    assertThat(now(job).state()).isEqualTo(State.INTERRUPTED);
    assertThat(sentence(job)).contains("time limit");
  }

  /** What the mover says wakes the reconciler again. */
  private void steps() {
    for (int i = 0; i < 4; i++) {
      reconciler.step();
    }
  }

  private void pushAgain(Workload workload) {
    store.transaction(
        tx -> {
          Workload present = tx.lock(workload.id()).orElseThrow();
          clock.pass(Duration.ofSeconds(1));
          var course = new Course(present, clock.instant());
          Endings.pushAgain(course);
          course.keep(tx, present);
          tx.putSync(DataSync.asked(present, Direction.PUSH, true, null, clock.instant()));
          return true;
        });
  }

  private void stop(Workload workload) {
    store.transaction(
        tx -> {
          tx.update(now(workload).wanted(Desired.STOPPED, clock.instant()));
          return true;
        });
    steps();
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

  private Workload now(Workload workload) {
    return store.find(workload.id()).orElseThrow();
  }

  private String sentence(Workload workload) {
    return now(workload).status().remark().sentence();
  }

  private static List<Volume> data(VolumePermission permission) {
    return List.of(
        new Volume(
            UUID.randomUUID(),
            new MountPath("/workspace/data"),
            permission,
            false,
            new VolumeSource.Bucket("LOCAL", new BucketName("train"), "")));
  }

  private static JobSpec job(VolumePermission permission) {
    return new JobSpec(
        "train",
        "host",
        List.of("true"),
        Map.of(),
        Map.of(),
        ONE_CPU,
        false,
        8080,
        Duration.ofDays(7),
        false,
        data(permission));
  }

  private static NotebookSpec notebook(VolumePermission permission) {
    return new NotebookSpec(
        "n", "host", "13", "jupyterlab", Map.of(), Map.of(), ONE_CPU, false, data(permission));
  }

  private static AppSpec app() {
    return new AppSpec(
        "a",
        "host",
        List.of("serve"),
        Map.of(),
        Map.of(),
        ONE_CPU,
        false,
        8080,
        data(VolumePermission.RW));
  }
}
