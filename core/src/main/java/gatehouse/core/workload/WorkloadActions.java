package gatehouse.core.workload;

import gatehouse.core.access.Actions;
import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Resource;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with a workload, and what its state forbids; {@link Workloads} asks the same.
 */
public final class WorkloadActions {
  private WorkloadActions() {}

  /** What a caller may do with a workload now; named as in {@code notebook.stop}. */
  public static Map<String, AllowedAction> of(Caller caller, Workload workload, Instant now) {
    WorkloadKind kind = workload.kind();
    Resource resource = workload.resource();
    String noun = kind.word() + ".";
    var actions = new Actions(caller, now);
    if (kind == WorkloadKind.NOTEBOOK) {
      actions.add(noun + "restart", Deed.STOP.with(kind), resource, whyNotRestart(workload));
    }
    return actions
        .add(noun + "read", Deed.READ.with(kind), resource)
        .add(noun + "open", Deed.OPEN.with(kind), resource, whyNotOpen(workload))
        .add(noun + "log", Deed.LOG.with(kind), resource)
        .add(noun + "start", Deed.LAUNCH.with(kind), resource, whyNotStart(workload))
        .add(noun + "stop", Deed.STOP.with(kind), resource, whyNotStop(workload))
        .add(noun + "delete", Deed.DELETE.with(kind), resource, whyNotDelete(workload))
        .add(noun + "force-delete", Deed.DELETE.with(kind), resource)
        .add(noun + "edit", Deed.EDIT.with(kind), resource)
        .add(noun + "exec", Deed.EXEC.with(kind), resource, whyNotExec(workload))
        .add(noun + "environment", Deed.ENVIRONMENT.with(kind), resource)
        .all();
  }

  private static @Nullable String whyNotOpen(Workload workload) {
    if (workload.state().isServing() || sleeps(workload)) {
      return null;
    }
    return sentence(
        workload,
        workload.state().isSettled()
            ? "there is nothing to open until it is started"
            : "it can be opened once it runs");
  }

  /** An app that sleeps is woken by who opens it. */
  private static boolean sleeps(Workload workload) {
    Fleet fleet = workload.status().fleet();
    return workload.spec() instanceof AppSpec app
        && fleet != null
        && workload.state() == State.SCALING
        && workload.desired() == Desired.RUNNING
        && fleet.sleeps(app);
  }

  private static @Nullable String whyNotExec(Workload workload) {
    return workload.state().isServing()
        ? null
        : sentence(workload, "commands run only in one that runs");
  }

  /** Why a workload cannot be started in its state; null where it can. */
  static @Nullable String whyNotStart(Workload workload) {
    if (!workload.state().isSettled() || workload.desired() == Desired.DELETED) {
      return sentence(workload, "only one that has ended can be started");
    }
    return workload.state() == State.SYNC_FAILED
        ? sentence(workload, "push its data first, which a start would write over")
        : null;
  }

  /** Why a notebook cannot be restarted in its state; null where it can. */
  static @Nullable String whyNotRestart(Workload workload) {
    return workload.state() == State.RUNNING && workload.desired() == Desired.RUNNING
        ? null
        : sentence(workload, "only one that runs can be restarted");
  }

  /** Why a workload cannot be stopped in its state; null where it can. */
  static @Nullable String whyNotStop(Workload workload) {
    return workload.state().isSettled() || workload.desired() == Desired.DELETED
        ? sentence(workload, "there is nothing to stop")
        : null;
  }

  /** Why a workload cannot be deleted without force in its state; null where it can. */
  static @Nullable String whyNotDelete(Workload workload) {
    if (workload.desired() == Desired.DELETED) {
      return null;
    }
    if (workload.state() == State.SYNC_FAILED) {
      return sentence(
          workload, "push its data first, or delete it with force, and the data with it");
    }
    return workload.state().isSettled()
        ? null
        : sentence(workload, "stop it first, or delete it with force");
  }

  private static String sentence(Workload workload, String why) {
    return "The "
        + workload.kind().word()
        + " "
        + workload.spec().name()
        + " is "
        + (workload.desired() == Desired.DELETED ? "being deleted" : workload.state())
        + ": "
        + why
        + ".";
  }
}
