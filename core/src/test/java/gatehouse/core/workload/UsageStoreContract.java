package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.aQueuedJob;
import static gatehouse.core.workload.WorkloadsForTests.anId;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gatehouse.core.workload.UsageStore.Measure;
import gatehouse.core.workload.UsageStore.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of usage must do. */
public abstract class UsageStoreContract {

  /** The store under test, empty at the start of each test. */
  protected abstract UsageStore usage();

  /** The workloads it belongs to. */
  protected abstract WorkloadStore workloads();

  private WorkloadId job() {
    Workload job = aQueuedJob();
    workloads()
        .transaction(
            tx -> {
              tx.insert(job);
              return job;
            });
    return job.id();
  }

  private static Measure measure(WorkloadId id, Instant to, double cpu, long memory) {
    return new Measure(id, to.minusSeconds(5), to, cpu, memory);
  }

  @Test
  void measuresOfOneStepAddUpAndStepsFollowEachOther() {
    WorkloadId job = job();
    usage()
        .add(
            List.of(
                measure(job, NOON.plusSeconds(1), 5, 100),
                measure(job, NOON.plusSeconds(4), 10, 300),
                measure(job, NOON.plusSeconds(6), 0, 50)));

    List<Point> points = usage().read(job, UsageRange.QUARTER, NOON.plusSeconds(60));

    assertThat(points).hasSize(2);
    assertThat(points.getFirst().at()).isEqualTo(NOON);
    assertThat(points.getFirst().cpus()).isCloseTo(1.5, within(1e-9));
    assertThat(points.getFirst().memory()).isCloseTo(200, within(1e-9));
    assertThat(points.getFirst().memoryMax()).isEqualTo(300);
    assertThat(points.getLast().cpus()).isZero();
  }

  @Test
  void whatIsMovedAndWhatGpusDoIsKeptBesides() {
    WorkloadId job = job();
    usage()
        .add(
            List.of(
                measure(job, NOON.plusSeconds(1), new NetworkBytes(1000, 50), new GpuUse(1, 100)),
                measure(job, NOON.plusSeconds(4), new NetworkBytes(500, 0), new GpuUse(2, 300))));

    Point point = usage().read(job, UsageRange.QUARTER, NOON.plusSeconds(60)).getFirst();

    assertThat(point.received()).isCloseTo(150, within(1e-9));
    assertThat(point.sent()).isCloseTo(5, within(1e-9));
    assertThat(point.gpus()).isCloseTo(1.5, within(1e-9));
    assertThat(point.gpuMemory()).isCloseTo(200, within(1e-9));
    assertThat(point.gpuMemoryMax()).isEqualTo(300);
  }

  private static Measure measure(WorkloadId id, Instant to, NetworkBytes network, GpuUse gpus) {
    return new Measure(id, to.minusSeconds(5), to, 1, 1, network, gpus);
  }

  @Test
  void noRangeHasMoreThan600Points() {
    WorkloadId job = job();
    var measures = new ArrayList<Measure>();
    for (int i = 0; i < 30 * 24; i++) {
      measures.add(measure(job, NOON.minus(Duration.ofHours(i)), 1, 1));
    }
    for (int i = 0; i < 900; i++) {
      measures.add(measure(job, NOON.minusSeconds(5L * i), 1, 1));
    }
    usage().add(measures);

    for (UsageRange range : UsageRange.values()) {
      List<Point> points = usage().read(job, range, NOON);
      assertThat(points)
          .as(range.word())
          .hasSizeBetween(2, 600)
          .isSortedAccordingTo(java.util.Comparator.comparing(Point::at));
      assertThat(points.getFirst().at())
          .isAfterOrEqualTo(NOON.minus(range.length()).minus(range.bucket()));
      assertThat(range.bucket().toSeconds() % range.step().length().toSeconds()).isZero();
      assertThat(range.length()).isLessThanOrEqualTo(range.step().kept());
    }
  }

  @Test
  void whatIsOldIsDropped() {
    WorkloadId job = job();
    usage().add(List.of(measure(job, NOON, 1, 1)));

    usage().dropOld(NOON.plus(Duration.ofDays(32)));

    for (UsageRange range : UsageRange.values()) {
      assertThat(usage().read(job, range, NOON.plusSeconds(1))).isEmpty();
    }
  }

  @Test
  void makersAreToldTheirSeconds() {
    WorkloadId job = job();
    usage().add(List.of(measure(job, NOON, 2, 1), measure(job, NOON.plusSeconds(9), 3, 1)));

    assertThat(usage().cpuSeconds(PROJECT, NOON.minus(Duration.ofDays(1))))
        .containsOnlyKeys(ADA)
        .containsEntry(ADA, 5.0);
    assertThat(usage().cpuSeconds(PROJECT, NOON.plus(Duration.ofDays(2)))).isEmpty();
  }

  @Test
  void usageIsSummedUpByMakerAndByLabel() {
    var spec = aJobSpec("train").withLabels(Map.of("team", "red", "try", "2"));
    Workload job = queued(spec, ADA, NOON);
    workloads()
        .transaction(
            tx -> {
              tx.insert(job);
              return null;
            });
    usage()
        .add(List.of(measure(job.id(), NOON, 2, 1), measure(job.id(), NOON.plusSeconds(9), 3, 1)));

    Instant yesterday = NOON.minus(Duration.ofDays(1));
    Map<String, UsageStore.Used> labels = usage().used(PROJECT, UsageStore.By.LABEL, yesterday);
    assertThat(labels).containsOnlyKeys("team=red", "try=2");
    assertThat(labels.get("team=red").cpuSeconds()).isEqualTo(5);
    assertThat(labels.get("team=red").gpuSeconds()).isZero();
    assertThat(usage().used(PROJECT, UsageStore.By.USER, yesterday))
        .containsOnlyKeys(ADA.toString())
        .containsEntry(ADA.toString(), labels.get("team=red"));
    assertThat(usage().used(PROJECT, UsageStore.By.LABEL, NOON.plus(Duration.ofDays(2)))).isEmpty();
  }

  @Test
  void whatIsGoneIsLeftOut() {
    usage().add(List.of(measure(anId(), NOON, 1, 1)));

    assertThat(usage().cpuSeconds(PROJECT, NOON.minusSeconds(60))).isEmpty();
  }
}
