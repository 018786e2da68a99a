package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.RunObservation.Cause;
import org.junit.jupiter.api.Test;

class WarningsTest {
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {});

  @Test
  void aWarningIsOneEventAndItsEndIsAnother() {
    Workload job = running();

    runtime.warns(job.run(), "it keeps much");
    reconciler.step();
    reconciler.step();
    assertThat(now(job).status().remark().sentence()).isEqualTo("Running: it keeps much");
    runtime.warns(job.run(), null);
    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.RUNNING);
    assertThat(store.events(job.id(), 9))
        .extracting(event -> event.remark().sentence())
        .endsWith("Running", "Running: it keeps much", "Running");
  }

  @Test
  void aJobThatKeptTooMuchIsEvictedAndSaysSo() {
    Workload job = running();

    runtime.ends(job.run(), Cause.OUT_OF_DISK, 143, "it kept more than 20 GiB in its workspace");
    reconciler.step();

    assertThat(now(job).state()).isEqualTo(State.FAILED);
    assertThat(now(job).status().remark())
        .isEqualTo(new Remark("JOB_EVICTED", "Failed: it kept more than 20 GiB in its workspace"));
  }

  private Workload running() {
    Workload job =
        WorkloadsForTests.queued(aJobSpec("train"), WorkloadsForTests.ADA, clock.instant());
    store.transaction(
        tx -> {
          tx.insert(job);
          return true;
        });
    reconciler.step();
    assertThat(now(job).state()).isEqualTo(State.RUNNING);
    return job;
  }

  private Workload now(Workload job) {
    return store.find(job.id()).orElseThrow();
  }
}
