package gatehouse.core.workload;

import gatehouse.core.administration.Actor;
import gatehouse.core.image.ImageName;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What people change of an app that is there: how many replicas, and what they run. */
public final class AppEdits {
  private final Workloads workloads;
  private final WorkloadRuntime runtime;
  private final WorkloadEdits edits;
  private final InstantSource clock;

  /**
   * @param wake told what the reconciler should look at
   */
  public AppEdits(
      Workloads workloads,
      WorkloadStore store,
      WorkloadRuntime runtime,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    this.workloads = workloads;
    this.runtime = runtime;
    this.edits = new WorkloadEdits(store, revision -> {}, wake, clock);
    this.clock = clock;
  }

  /** Asks for another number of replicas, 1–10. */
  public void scale(Actor actor, WorkloadId id, int replicas) {
    edit(
        actor,
        id,
        "scale",
        (present, spec) -> {
          Offer.requireOne(spec.resources(), replicas);
          requireRoom(spec.resources(), replicas, runtime.inventory());
          return scaled(present, spec, replicas, now());
        });
  }

  /** Asks for other contents of an app; those that serve go on until the new ones are ready. */
  public Workload change(Actor actor, WorkloadId id, UnaryOperator<AppSpec> how) {
    edit(
        actor,
        id,
        "edit",
        (present, spec) -> {
          AppSpec next = how.apply(spec);
          if (!next.image().equals("host")) {
            var _ = ImageName.parse(next.image());
          } else if (next.command().isEmpty() || next.command().getFirst().isBlank()) {
            throw new Refused(
                new Invalid("command", "a program to run: the image host has none of its own"));
          }
          return changed(present, next, now());
        });
    return workloads.get(actor, WorkloadKind.APP, id);
  }

  private interface Edit {
    Workload of(Workload present, AppSpec spec);
  }

  private void edit(Actor actor, WorkloadId id, String verb, Edit edit) {
    edits.change(
        actor,
        Deed.EDIT,
        WorkloadKind.APP,
        id,
        verb,
        (tx, present) -> {
          if (present.desired() == Desired.DELETED) {
            throw new Refused(new Conflict("The app is being deleted."));
          }
          if (present.spec() instanceof AppSpec spec) {
            tx.update(edit.of(present, spec));
          }
        });
  }

  /** Passes where so many replicas fit here at all. */
  static void requireRoom(RunResources each, int replicas, Inventory inventory) {
    long cpus = (long) each.cpus() * replicas;
    long memory = each.memory() * replicas;
    if (cpus > inventory.cpus() || memory > inventory.memory()) {
      throw new Refused(
          new OverQuota(
              "%d replicas ask for %s and %s; there are %s and %s here in all."
                  .formatted(
                      replicas,
                      Admission.cpus((int) cpus),
                      Admission.memory(memory),
                      Admission.cpus(inventory.cpus()),
                      Admission.memory(inventory.memory()))));
    }
  }

  static Workload scaled(Workload present, AppSpec spec, int replicas, Instant now) {
    Fleet fleet = present.status().fleet();
    Status status = fleet == null ? present.status() : present.status().with(fleet.backward(now));
    return present
        .with(spec.withServing(spec.serving().withReplicas(replicas)), now)
        .with(status, now);
  }

  /** Replicas of an app that runs are changed one after the other; others know only the new. */
  static Workload changed(Workload present, AppSpec next, Instant now) {
    Fleet fleet = present.status().fleet();
    Workload after = present.with(next, now);
    if (fleet == null
        || present.state().isSettled()
        || !(present.spec() instanceof AppSpec before)
        || before.runsAs(next)) {
      return after;
    }
    return after.with(present.status().with(fleet.changed(before, now)), now);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
