package gatehouse.core.workload;

import gatehouse.core.access.Resource;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A notebook, job or app: who asked for what, what is wanted of it now, and how it is.
 *
 * @param maker the user or account that made it
 * @param userName their name when they did
 */
public record Workload(
    WorkloadId id,
    ProjectId project,
    Subject maker,
    String userName,
    Instant createdAt,
    Instant updatedAt,
    WorkloadSpec spec,
    Desired desired,
    Status status) {

  /** Label names that begin so belong to the platform. */
  public static final String OWN_LABELS = "ovh/";

  /** Its kind. */
  public WorkloadKind kind() {
    return spec.kind();
  }

  /** Its state. */
  public State state() {
    return status.state();
  }

  /** Its current or last run. */
  public RunId run() {
    return new RunId(id, status.run(), 0);
  }

  /** One of its replicas' run. */
  public RunId run(int replica) {
    return new RunId(id, status.run(), replica);
  }

  /** What is set aside for it while it is admitted: of an app, the shares of all replicas. */
  public RunResources share() {
    RunResources one = spec.resources();
    Fleet fleet = status.fleet();
    if (fleet == null) {
      return one;
    }
    int cpus = 0;
    long memory = 0;
    for (Replica replica : fleet.replicas()) {
      RunResources its = spec instanceof AppSpec app ? fleet.specOf(replica, app).resources() : one;
      cpus += its.cpus();
      memory += its.memory();
    }
    return new RunResources(cpus, memory, one.gpus(), one.workspace(), one.gpuWish());
  }

  /** All labels, the platform's included: what selectors look at. */
  public Map<String, String> labels() {
    return labels(id, spec);
  }

  /** The labels that a workload of this id and spec has. */
  public static Map<String, String> labels(WorkloadId id, WorkloadSpec spec) {
    SortedMap<String, String> all = new TreeMap<>(spec.labels());
    all.put(OWN_LABELS + "id", id.toString());
    all.put(OWN_LABELS + "type", spec.kind().word());
    return all;
  }

  /** What is decided about when somebody wants something of it. */
  public Resource resource() {
    return new Resource(project, kind().word(), id.toString(), labels(), spec.unsecureHttp());
  }

  /** The subject of revisions that touch who may reach it. */
  public Subject subject() {
    return Subject.workload(id.toString());
  }

  /** Whether a reconciler has something to do or to watch. */
  public boolean needsAttention() {
    return !state().isSettled() || desired != Desired.STOPPED;
  }

  /** Whether it waits for its share of the machine. */
  public boolean waits() {
    return desired == Desired.RUNNING && !status.admitted() && state() == LifeCycle.first(kind());
  }

  /** Whether a node of this home may look after it. */
  public boolean isFor(String home) {
    return status.home() == null || status.home().equals(home);
  }

  /** When its time limit will end it; null where it has none or does not run yet. */
  public @Nullable Instant timeoutAt() {
    Instant started = status.times().startedAt();
    return started != null && spec instanceof JobSpec job && !job.timeout().isZero()
        ? started.plus(job.timeout())
        : null;
  }

  /** The same, of another maker. */
  public Workload of(Subject other, String name, Instant now) {
    return new Workload(id, project, other, name, createdAt, now, spec, desired, status);
  }

  /** The same, wanted otherwise. */
  public Workload wanted(Desired other, Instant now) {
    return new Workload(id, project, maker, userName, createdAt, now, spec, other, status);
  }

  /** The same with another spec. */
  public Workload with(WorkloadSpec other, Instant now) {
    return new Workload(id, project, maker, userName, createdAt, now, other, desired, status);
  }

  /** The same in another status. */
  public Workload with(Status other, Instant now) {
    return new Workload(id, project, maker, userName, createdAt, now, spec, desired, other);
  }
}
