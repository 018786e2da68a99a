package gatehouse.core.workload;

import gatehouse.core.access.Access;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Actor;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** Jobs that are asked for together. */
public final class JobArrays {
  /** How many jobs one call may ask for. */
  private static final int MOST_AT_ONCE = 1_000;

  private static final int MOST_START = 1_000_000;

  private final Workloads workloads;
  private final WorkloadStore store;
  private final Offer offer;
  private final Consumer<WorkloadId> wake;
  private final InstantSource clock;

  /**
   * @param wake told what the reconciler and the table in memory should look at
   */
  public JobArrays(
      Workloads workloads,
      WorkloadStore store,
      Offer offer,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    this.workloads = workloads;
    this.store = store;
    this.offer = offer;
    this.wake = wake;
    this.clock = clock;
  }

  /**
   * Asks for several jobs at once: all of them or none. Each is told which it is by {@code
   * GATEHOUSE_ARRAY_INDEX} (counted from {@code start}) and {@code GATEHOUSE_ARRAY_SIZE}, and all
   * have one label {@code array}, by which they are found.
   */
  public List<Workload> create(
      Actor actor, ProjectId project, WorkloadWish.JobWish wish, int start, int count) {
    if (count < 1 || count > MOST_AT_ONCE) {
      throw new Refused(new Invalid("count", "1 to " + MOST_AT_ONCE));
    }
    if (start < 0 || start > MOST_START) {
      throw new Refused(new Invalid("start", "0 to " + MOST_START));
    }
    var first = new WorkloadId(UUID.randomUUID());
    Map<String, String> labels =
        new TreeMap<>(Workloads.labelsFor(actor.caller(), wish.common().labels()));
    labels.put("array", first.toString().substring(0, 8));
    Access.require(
        actor.caller(),
        Deed.LAUNCH.with(WorkloadKind.JOB),
        Workloads.wouldBe(project, first, WorkloadKind.JOB, labels),
        now());
    workloads.requireAuthorized(project);
    String name = "job-" + first.toString().substring(0, 8);
    JobSpec spec =
        ((JobSpec) offer.specOf(project, wish, labels, name))
            .withReach(Reach.of(wish.common(), actor.caller()));
    Standing maker = Workloads.standing(actor);
    Instant now = now();
    var remark = new Remark("JOB_QUEUED", "Queued: asked for");
    var jobs = new ArrayList<Workload>();
    for (int i = 0; i < count; i++) {
      var variables =
          Map.of(
              "GATEHOUSE_ARRAY_INDEX", Integer.toString(start + i),
              "GATEHOUSE_ARRAY_SIZE", Integer.toString(count));
      jobs.add(
          new Workload(
              i == 0 ? first : new WorkloadId(UUID.randomUUID()),
              project,
              maker.subject(),
              maker.name().value(),
              now,
              now,
              spec.as(spec.name() + "-" + (start + i), Map.of(), variables),
              Desired.RUNNING,
              Status.first(WorkloadKind.JOB, remark, now)));
    }
    store.transaction(
        tx -> {
          tx.quotas().requirePossible(jobs.getFirst());
          for (Workload job : jobs) {
            tx.insert(job);
            tx.addEvent(job.id(), new Event(now, job.state(), remark));
          }
          var details = Map.of("count", Integer.toString(count), "array", name.substring(4));
          WorkloadEdits.audit(tx, actor, "create", jobs.getFirst(), details);
          return tx.revise(Set.of(jobs.getFirst().subject()));
        });
    // The others are found when the first is given room.
    wake.accept(first);
    return jobs;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
