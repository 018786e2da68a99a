package gatehouse.core.workload;

import gatehouse.core.audit.AuditLine;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Stops all that runs on this node, as whoever stops its server may ask for. */
public final class Standstill {
  private final Homes homes;
  private final WorkloadStore store;
  private final Reconciler reconciler;
  private final InstantSource clock;

  /** A way to a standstill. */
  public Standstill(Homes homes, WorkloadStore store, Reconciler reconciler, InstantSource clock) {
    this.homes = homes;
    this.store = store;
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /**
   * Asks everything that runs here, or waits to, to stop; how many that are. From then on nothing
   * more gets room here; what has no home yet may run on another node.
   */
  public int begin() {
    reconciler.admitNobody();
    int asked = 0;
    for (Workload workload : running()) {
      if (workload.desired() == Desired.RUNNING) {
        asked += store.transaction(tx -> ask(tx, workload.id())) ? 1 : 0;
      }
    }
    return asked;
  }

  /** Takes the next steps, with what has come meanwhile; whether nothing runs any more. */
  public boolean isReached() {
    begin();
    reconciler.step();
    return running().isEmpty();
  }

  private boolean ask(WorkloadChange tx, WorkloadId id) {
    Workload present = tx.lock(id).filter(Standstill::runs).orElse(null);
    if (present == null || present.desired() != Desired.RUNNING) {
      return false;
    }
    tx.update(present.wanted(Desired.STOPPED, clock.instant()));
    tx.audit(
        new AuditLine(
            "",
            "the operator",
            "this machine",
            "",
            present.kind().word() + ".stop",
            id.toString(),
            "done",
            Map.of("why", "the server was stopped with its workloads")));
    return true;
  }

  private List<Workload> running() {
    boolean alone = homes.alive().size() == 1;
    return store.needingAttention().stream()
        .filter(
            workload -> {
              String home = workload.status().home();
              return home == null ? alone : home.equals(homes.mine());
            })
        .filter(Standstill::runs)
        .toList();
  }

  private static boolean runs(Workload workload) {
    return !workload.state().isSettled() && workload.desired() != Desired.DELETED;
  }
}
