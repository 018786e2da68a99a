package gatehouse.core.workload;

import static gatehouse.core.workload.PeopleForTests.OPERATOR;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.QuotaLimit.Holder;
import gatehouse.core.workload.WorkloadRuntime.Gpu;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import gatehouse.core.workload.WorkloadWish.AppWish;
import gatehouse.core.workload.WorkloadWish.Common;
import gatehouse.core.workload.WorkloadWish.JobWish;
import gatehouse.core.workload.WorkloadWish.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets which GPU, for how long, and what the others are told. */
class GpuLeasesTest {
  private static final String H100 = "NVIDIA H100 PCIe";
  private static final String FLAVOR = "nvidia-h100-pcie-1-gpu";

  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Workloads workloads =
      new Workloads(store, new Offer(runtime), project -> true, revision -> {}, id -> {}, clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {});

  @BeforeEach
  void aMachineWithThreeGpus() {
    runtime.inventory =
        new Inventory(
            8,
            8L << 30,
            List.of(
                new Gpu("GPU-a", "NVIDIA", H100, 80L << 30),
                new Gpu("GPU-b", "NVIDIA", H100, 80L << 30),
                new Gpu("GPU-c", "NVIDIA", "Tesla T4", 16L << 30)));
  }

  @Test
  void aGpuIsLeasedByItsUuidAndComesWithAShareOfTheMachine() {
    Workload job = asked(1, null);
    assertThat(job.spec().resources().gpus()).isEmpty();

    reconciler.step();

    RunResources given = runtime.started.getFirst().resources();
    assertThat(given.gpus()).containsExactly("GPU-a");
    assertThat(given.cpus()).isEqualTo(2);
    assertThat(given.memory()).isEqualTo(2L << 30);
  }

  @Test
  void noneIsLeasedTwiceAndWhoWaitsIsToldForWhat() {
    asked(1, FLAVOR);
    asked(1, FLAVOR);
    Workload third = asked(1, FLAVOR);
    Workload fourth = asked(2, FLAVOR);

    reconciler.step();

    assertThat(runtime.started)
        .extracting(run -> run.resources().gpus())
        .containsExactlyInAnyOrder(List.of("GPU-a"), List.of("GPU-b"));
    assertThat(sentence(third)).isEqualTo("Queued: waiting for 1 GPU, 0 ahead");
    assertThat(sentence(fourth)).isEqualTo("Queued: waiting for 2 GPUs, 1 ahead");
  }

  @Test
  void aGpuIsFreeAgainWhenItsRunHasEnded() {
    Workload first = asked(2, FLAVOR);
    Workload second = asked(1, FLAVOR);
    reconciler.step();

    runtime.ends(first.run(), 0);
    reconciler.step();
    reconciler.step();

    assertThat(now(first).spec().resources().gpus()).isEmpty();
    assertThat(now(second).spec().resources().gpus()).containsExactly("GPU-a");
  }

  @Test
  void whatIsLeasedStaysLeasedForAnotherServer() {
    Workload first = asked(2, FLAVOR);
    reconciler.step();
    Workload second = asked(1, FLAVOR);

    new Reconciler(Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {})
        .step();

    assertThat(now(first).spec().resources().gpus()).containsExactly("GPU-a", "GPU-b");
    assertThat(now(second).spec().resources().gpus()).isEmpty();
  }

  @Test
  void anotherKindOfGpuIsNotAWayOut() {
    asked(1, "tesla-t4-1-gpu");
    Workload second = asked(1, "tesla-t4-1-gpu");

    reconciler.step();

    assertThat(runtime.started)
        .extracting(run -> run.resources().gpus())
        .containsExactly(List.of("GPU-c"));
    assertThat(sentence(second)).contains("waiting for 1 GPU");
  }

  @Test
  void theNumberOfGpusCountsBeforeTheNumberOfCpus() {
    Workload job = created(new Resources(7, 1, null, 1L << 30));

    assertThat(job.spec().resources().gpuCount()).isEqualTo(1);
    assertThat(job.spec().resources().cpus()).isEqualTo(2);
  }

  @Test
  void aFlavorWithAGpuMeansOneUnlessMoreAreNamed() {
    assertThat(created(new Resources(null, null, FLAVOR, null)).spec().resources().gpuWish())
        .isEqualTo(new GpuWish(1, H100));
  }

  @Test
  void moreThanThereAreAndAnUnknownKindAreRefused() {
    assertThat(refusalOf(new Resources(null, 3, null, null)))
        .isEqualTo(
            new OverQuota("This asks for 3 GPUs; there are 2 GPUs of one kind here in all."));
    assertThat(refusalOf(new Resources(null, 1, "a100-1-gpu", null)))
        .isEqualTo(
            new Invalid(
                "resources.flavor",
                "one of ai1-1-cpu, nvidia-h100-pcie-1-gpu, tesla-t4-1-gpu"
                    + " (a100-1-gpu is not known here)"));
    assertThat(refusalOf(new Resources(null, 1, "ai1-1-cpu", null))).isInstanceOf(Invalid.class);
    runtime.inventory = new Inventory(8, 8L << 30, List.of());
    assertThat(refusalOf(new Resources(null, 1, null, null)))
        .isEqualTo(new OverQuota("This asks for 1 GPU; there is none here."));
  }

  @Test
  void aQuotaOfGpusHoldsThoseThatPassIt() {
    store.transaction(
        tx -> {
          tx.setQuota(new QuotaLimit(PROJECT, Holder.PROJECT, new Quota(null, 1, null, null)));
          return true;
        });
    asked(1, FLAVOR);
    Workload second = asked(1, FLAVOR);

    reconciler.step();

    assertThat(sentence(second)).isEqualTo("Queued: the project's quota is 1 GPU");
  }

  @Test
  void anAppWithGpusHasOneReplica() {
    var wish =
        new AppWish(common(new Resources(null, 1, null, null)), "host", List.of("serve"), 8080);
    assertThat(wish.serving().replicas()).isEqualTo(1);
    Workload app = workloads.create(OPERATOR, PROJECT, wish);

    Refused refused =
        catchThrowableOfType(Refused.class, () -> Offer.requireOne(app.spec().resources(), 2));

    assertThat(refused.refusal()).isInstanceOf(Invalid.class);
  }

  private gatehouse.core.refusal.Refusal refusalOf(Resources resources) {
    return catchThrowableOfType(Refused.class, () -> created(resources)).refusal();
  }

  private Workload asked(int gpus, String flavor) {
    clock.pass(Duration.ofSeconds(1));
    return created(new Resources(null, gpus, flavor, null));
  }

  private Workload created(Resources resources) {
    return workloads.create(
        OPERATOR,
        PROJECT,
        new JobWish(common(resources), "host", List.of("ls"), 8080, Duration.ZERO, false));
  }

  private static Common common(Resources resources) {
    return new Common("n", Map.of(), Map.of(), resources, false, List.of());
  }

  private Workload now(Workload workload) {
    return store.find(workload.id()).orElseThrow();
  }

  private String sentence(Workload workload) {
    return now(workload).status().remark().sentence();
  }
}
