package gatehouse.core.workload;

import gatehouse.core.administration.Actor;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.util.Map;

/** Commands that people run inside what runs. */
public final class Commands {
  private static final int LONGEST_TOLD = 200;

  private final Workloads workloads;
  private final RunPlaces runs;
  private final WorkloadStore store;
  private final Traffic traffic;

  /**
   * @param traffic counts what each run has in hand
   */
  public Commands(Workloads workloads, RunPlaces runs, WorkloadStore store, Traffic traffic) {
    this.workloads = workloads;
    this.runs = runs;
    this.store = store;
    this.traffic = traffic;
  }

  /** A workload in which somebody may run commands, and does. */
  public Workload require(Actor actor, WorkloadKind kind, WorkloadId id) {
    Workload workload = workloads.require(actor, Deed.EXEC, kind, id);
    if (!workload.state().isServing()) {
      throw new Refused(
          new Conflict(
              "The %s %s is %s: commands run only in one that runs."
                  .formatted(kind.word(), workload.spec().name(), workload.state())));
    }
    return workload;
  }

  /** Of an app, the eldest replica that serves. */
  private static RunId present(Workload workload) {
    Fleet fleet = workload.status().fleet();
    return fleet == null
        ? workload.run()
        : fleet.replicas().stream()
            .filter(one -> one.phase() == Replica.Phase.READY)
            .findFirst()
            .map(one -> workload.run(one.number()))
            .orElse(workload.run());
  }

  /** What somebody works in is in use: an app does not go to sleep under them. */
  private BesideCommand begun(Workload workload, RunId run, CommandWish wish) {
    traffic.begins(run);
    try {
      return new CountedCommand(
          runs.exec(workload.status().home(), run, wish), () -> traffic.ends(run));
    } catch (RuntimeException e) {
      traffic.ends(run);
      throw e;
    }
  }

  /** Starts a command; that is audited, with its beginning. */
  public BesideCommand start(Actor actor, Workload workload, CommandWish wish) {
    String told = String.join(" ", wish.command());
    RunId run = present(workload);
    BesideCommand command = begun(workload, run, wish);
    try {
      audit(actor, workload, wish, told);
      return command;
    } catch (RuntimeException e) {
      command.close();
      throw e;
    }
  }

  private void audit(Actor actor, Workload workload, CommandWish wish, String told) {
    store.transaction(
        tx -> {
          tx.audit(
              actor.did(
                  workload.kind().word() + ".exec",
                  workload.kind().word() + ":" + workload.id(),
                  Map.of(
                      "project",
                      workload.project().value(),
                      "program",
                      told.length() <= LONGEST_TOLD ? wish.command().getFirst() : "(long)")));
          return workload;
        });
  }
}
