package gatehouse.core.workload;

import gatehouse.core.access.Caller;
import gatehouse.core.administration.Actor;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What people change of a notebook that is there. Its labels at any time; all else once it has
 * ended, for the next run to begin with it.
 */
public final class NotebookEdits {
  private final Offer offer;
  private final WorkloadEdits edits;
  private final InstantSource clock;

  /**
   * @param inForce returns when a revision is in force on every node
   * @param wake told what the table in memory should look at
   */
  public NotebookEdits(
      WorkloadStore store,
      Offer offer,
      LongConsumer inForce,
      Consumer<WorkloadId> wake,
      InstantSource clock) {
    this.offer = offer;
    this.edits = new WorkloadEdits(store, inForce, wake, clock);
    this.clock = clock;
  }

  /**
   * Changes a notebook; returns when that decides who reaches it.
   *
   * @throws Refused with {@link Conflict} where more than labels would change of one that runs, and
   *     with {@code OverQuota} where it would be too much
   */
  public void change(Actor actor, WorkloadId id, NotebookEdit edit) {
    edits.changeReach(
        actor,
        Deed.EDIT,
        WorkloadKind.NOTEBOOK,
        id,
        "edit",
        Map.of(),
        (tx, present) -> {
          if (present.desired() == Desired.DELETED) {
            throw new Refused(new Conflict("The notebook is being deleted."));
          }
          NotebookSpec before = (NotebookSpec) present.spec();
          NotebookSpec next = edited(present.project(), before, edit, actor.caller());
          if (!next.withLabels(before.labels()).equals(before)) {
            refuseWhileItRuns(present);
            refuseToForgetData(present, before, next);
          }
          Workload after = present.with(next, now());
          if (!next.resources().equals(before.resources())) {
            tx.quotas().requirePossible(after);
          }
          edits.decide(actor, Deed.EDIT, after);
          return after;
        });
  }

  /** Asks a notebook that runs to end and begin anew, with what was changed meanwhile. */
  public void restart(Actor actor, WorkloadId id) {
    edits.change(
        actor,
        Deed.STOP,
        WorkloadKind.NOTEBOOK,
        id,
        "restart",
        (tx, present) -> {
          edits.decide(actor, Deed.LAUNCH, present);
          if (present.state() == State.RESTARTING && present.desired() == Desired.RUNNING) {
            return;
          }
          String why = WorkloadActions.whyNotRestart(present);
          if (why != null) {
            throw new Refused(new Conflict(why));
          }
          var course = new Course(present, now());
          course.to(State.RESTARTING, now(), "STOPPING", "Restarting: it was told to");
          course.keep(tx, present);
        });
  }

  private NotebookSpec edited(
      ProjectId project, NotebookSpec spec, NotebookEdit edit, Caller caller) {
    NotebookSpec next =
        spec.withSwitches(
            given(edit.unsecureHttp(), spec.unsecureHttp()),
            given(edit.timeoutAutoRestart(), spec.timeoutAutoRestart()));
    if (edit.name() != null) {
      next = next.named(edit.name());
    }
    if (edit.labels() != null) {
      next = next.withLabels(edit.labels());
    }
    if (edit.resources() != null) {
      next = next.withResources(offer.resources(edit.resources()));
    }
    if (edit.volumes() != null) {
      next = next.withVolumes(known(spec.volumes(), edit.volumes()));
    }
    if (edit.sshPublicKeys() != null) {
      next = next.withReach(spec.reach().with(edit.sshPublicKeys(), caller));
    }
    String version = edit.frameworkVersion();
    return version == null || version.isBlank() || version.equals(spec.frameworkVersion())
        ? next
        : offer.inVersion(project, next, version);
  }

  /** A volume that stays keeps its folder. */
  private static List<Volume> known(List<Volume> before, List<Volume> wished) {
    var all = new ArrayList<Volume>();
    for (Volume one : wished) {
      Optional<Volume> same = before.stream().filter(old -> as(old, one).equals(one)).findFirst();
      all.add(same.orElse(one));
    }
    return all;
  }

  private static Volume as(Volume old, Volume other) {
    return new Volume(
        other.id(),
        old.mountPath(),
        old.permission(),
        old.cache(),
        old.source(),
        old.userVolume(),
        old.target());
  }

  private static void refuseWhileItRuns(Workload present) {
    if (!present.state().isSettled()) {
      throw new Refused(
          new Conflict(
              "The notebook %s is %s: only its labels can be changed now; stop it for all else."
                  .formatted(present.spec().name(), present.state())));
    }
  }

  private static void refuseToForgetData(Workload present, NotebookSpec before, NotebookSpec next) {
    if (present.state() == State.SYNC_FAILED && !next.volumes().equals(before.volumes())) {
      throw new Refused(
          new Conflict(
              "The notebook %s is SYNC_FAILED: push its data before its volumes are changed."
                  .formatted(before.name())));
    }
  }

  private static boolean given(@Nullable Boolean wished, boolean otherwise) {
    return wished == null ? otherwise : wished;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
