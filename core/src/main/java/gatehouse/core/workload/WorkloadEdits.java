package gatehouse.core.workload;

import gatehouse.core.access.Access;
import gatehouse.core.access.Decision.Denied;
import gatehouse.core.access.Decision.Reason;
import gatehouse.core.administration.Actor;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Carries out a deed on a workload that is there: locks it, decides, changes it, writes that down,
 * and wakes who takes it further.
 */
final class WorkloadEdits {
  private final WorkloadStore store;
  private final LongConsumer inForce;
  private final Consumer<WorkloadId> wake;
  private final InstantSource clock;

  /**
   * @param inForce returns when a revision is in force on every node
   * @param wake told which workload changed
   */
  WorkloadEdits(
      WorkloadStore store, LongConsumer inForce, Consumer<WorkloadId> wake, InstantSource clock) {
    this.store = store;
    this.inForce = inForce;
    this.wake = wake;
    this.clock = clock;
  }

  /** What is done with a workload that is locked and decided about. */
  interface Work {
    void carryOut(WorkloadChange tx, Workload present);
  }

  /** A change that leaves it as it was who reaches the workload. */
  void change(Actor actor, Deed deed, WorkloadKind kind, WorkloadId id, String action, Work work) {
    store.transaction(
        tx -> {
          Workload present = lock(tx, actor, deed, kind, id);
          work.carryOut(tx, present);
          audit(tx, actor, action, present, Map.of());
          return present;
        });
    wake.accept(id);
  }

  /** What becomes of a workload that is locked and decided about. */
  interface Edit {
    Workload of(WorkloadChange tx, Workload present);
  }

  /** A change that decides who reaches a workload: it returns when it is in force everywhere. */
  void changeReach(
      Actor actor,
      Deed deed,
      WorkloadKind kind,
      WorkloadId id,
      String action,
      Map<String, String> details,
      UnaryOperator<Workload> how) {
    changeReach(actor, deed, kind, id, action, details, (tx, present) -> how.apply(present));
  }

  /** The same, where more of the transaction is needed. */
  void changeReach(
      Actor actor,
      Deed deed,
      WorkloadKind kind,
      WorkloadId id,
      String action,
      Map<String, String> details,
      Edit how) {
    long revision =
        store.transaction(
            tx -> {
              Workload present = lock(tx, actor, deed, kind, id);
              tx.update(how.of(tx, present));
              audit(tx, actor, action, present, details);
              return tx.revise(Set.of(present.subject()));
            });
    wake.accept(id);
    inForce.accept(revision);
  }

  /** Passes where the actor may do it. What lies in another project is not there. */
  void decide(Actor actor, Deed deed, Workload workload) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var decision =
        Access.decide(actor.caller(), deed.with(workload.kind()), workload.resource(), now);
    if (decision instanceof Denied denied) {
      if (denied.reason() == Reason.OTHER_PROJECT) {
        throw WrongState.noSuch(workload.kind(), workload.id());
      }
      throw Access.refusal(denied);
    }
  }

  /** Writes down that an actor did something with a workload. */
  static void audit(
      WorkloadChange tx, Actor actor, String verb, Workload workload, Map<String, String> more) {
    var details = new TreeMap<>(more);
    details.put("project", workload.project().value());
    details.put("name", workload.spec().name());
    if (workload.spec().unsecureHttp()) {
      details.put("unsecureHttp", "true");
    }
    tx.audit(
        actor.did(
            workload.kind().word() + "." + verb,
            workload.kind().word() + ":" + workload.id(),
            details));
  }

  private Workload lock(
      WorkloadChange tx, Actor actor, Deed deed, WorkloadKind kind, WorkloadId id) {
    Workload present =
        tx.lock(id)
            .filter(found -> found.kind() == kind)
            .orElseThrow(() -> WrongState.noSuch(kind, id));
    decide(actor, deed, present);
    return present;
  }
}
