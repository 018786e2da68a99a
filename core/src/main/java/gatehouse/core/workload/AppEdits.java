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
import java.util.Objects;
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

  /** Asks for another number of replicas, or for another way in which it is decided. */
  public void scale(Actor actor, WorkloadId id, UnaryOperator<Serving> how) {
    edit(
        actor,
        id,
        "scale",
        (tx, present, spec) -> {
          Serving serving = how.apply(spec.serving());
          Offer.requireOne(spec.resources(), serving.replicas());
          requireRoom(spec.resources(), serving.replicas(), runtime.inventory());
          return scaled(present, spec, serving, now());
        });
  }

  /**
   * Asks for other contents of an app; those that serve go on until the new ones are ready.
   *
   * @param resources what each replica is to have; what is null stays
   */
  public Workload change(
      Actor actor, WorkloadId id, WorkloadWish.Resources resources, UnaryOperator<AppSpec> how) {
    edit(
        actor,
        id,
        "edit",
        (tx, present, spec) -> {
          AppSpec next = how.apply(spec).withResources(resources(spec.resources(), resources));
          if (!next.image().equals("host")) {
            var _ = ImageName.parse(next.image());
          } else if (next.command().isEmpty() || next.command().getFirst().isBlank()) {
            throw new Refused(
                new Invalid("command", "a program to run: the image host has none of its own"));
          }
          Workload after = changed(present, next, now());
          if (!next.resources().equals(spec.resources())
              || next.serving().replicas() != spec.serving().replicas()) {
            requireRoom(next.resources(), next.serving().replicas(), runtime.inventory());
            tx.quotas().requirePossible(after);
          }
          return after;
        });
    return workloads.get(actor, WorkloadKind.APP, id);
  }

  private interface Edit {
    Workload of(WorkloadChange tx, Workload present, AppSpec spec);
  }

  private RunResources resources(RunResources before, WorkloadWish.Resources wish) {
    if (wish.equals(WorkloadWish.Resources.ANY)) {
      return before;
    }
    Integer cpus =
        wish.cpu() == null || wish.cpu() == 0 ? Integer.valueOf(before.cpus()) : wish.cpu();
    Long memory =
        wish.memory() == null && cpus == before.cpus()
            ? Long.valueOf(before.memory())
            : wish.memory();
    return new Offer(runtime)
        .resources(new WorkloadWish.Resources(cpus, wish.gpu(), wish.flavor(), memory));
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
            tx.update(edit.of(tx, present, spec));
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

  static Workload scaled(Workload present, AppSpec spec, Serving serving, Instant now) {
    Workload after = present.with(spec.withServing(serving), now);
    Fleet fleet = present.status().fleet();
    return fleet == null
        ? after
        : after.with(present.status().with(rescaled(fleet, spec, serving, now)), now);
  }

  /** From as many as there are to be now, within the new limits; without limits, none by itself. */
  private static Fleet rescaled(Fleet fleet, AppSpec before, Serving serving, Instant now) {
    AutoScaling scaling = serving.scaling();
    Integer asked =
        scaling == null
            ? null
            : Integer.valueOf(Math.clamp(fleet.wanted(before), scaling.min(), scaling.max()));
    return fleet.asking(asked, now);
  }

  /** Replicas of an app that runs are changed one after the other; others know only the new. */
  static Workload changed(Workload present, AppSpec next, Instant now) {
    Fleet fleet = present.status().fleet();
    Workload after = present.with(next, now);
    if (fleet == null
        || present.state().isSettled()
        || !(present.spec() instanceof AppSpec before)) {
      return after;
    }
    Serving serving = next.serving();
    boolean scales =
        serving.replicas() != before.serving().replicas()
            || !Objects.equals(serving.scaling(), before.serving().scaling());
    Fleet as = scales ? rescaled(fleet, before, serving, now) : fleet;
    Fleet then = before.runsAs(next) ? as : as.changed(before, now);
    return after.with(present.status().with(then), now);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
