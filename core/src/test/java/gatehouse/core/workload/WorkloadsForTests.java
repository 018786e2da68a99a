package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Workloads that tests start from. */
public final class WorkloadsForTests {
  public static final ProjectId PROJECT = new ProjectId("0123456789abcdef0123456789abcdef");
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  public static final Subject ADA = Subject.user(new UserId(1));
  public static final Subject BOB = Subject.user(new UserId(2));
  public static final RunResources ONE_CPU = new RunResources(1, 1L << 30, List.of());

  private WorkloadsForTests() {}

  public static WorkloadId anId() {
    return new WorkloadId(UUID.randomUUID());
  }

  public static JobSpec aJobSpec(String name) {
    return new JobSpec(
        name,
        "host",
        List.of("echo", "hello"),
        Map.of("team", "red"),
        Map.of("SECRET", "s3cr3t"),
        ONE_CPU,
        false,
        8080,
        Duration.ofDays(7),
        false,
        List.of());
  }

  public static NotebookSpec aNotebookSpec(String name) {
    return new NotebookSpec(
        name, "host", "13", "jupyterlab", Map.of(), Map.of("A", "b"), ONE_CPU, false, List.of());
  }

  public static AppSpec anAppSpec(String name) {
    return new AppSpec(
        name, "host", List.of("serve"), Map.of(), Map.of(), ONE_CPU, true, 9000, List.of());
  }

  public static Workload queued(WorkloadSpec spec, Subject maker, Instant at) {
    return new Workload(
        anId(),
        PROJECT,
        maker,
        "user-" + maker.key(),
        at,
        at,
        spec,
        Desired.RUNNING,
        Status.first(spec.kind(), new Remark("JOB_QUEUED", "Queued"), at));
  }

  public static Workload aQueuedJob() {
    return queued(aJobSpec("train"), ADA, NOON);
  }
}
