package gatehouse.core.workload;

import gatehouse.core.workload.WorkloadChange.CapacityInUse;
import gatehouse.core.workload.WorkloadRuntime.Inventory;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sets room aside for one replica more. Who has nothing yet comes before who wants more of what it
 * has: where somebody waits, no app grows.
 */
final class Room {
  private final Homes homes;
  private final WorkloadStore store;
  private final WorkloadRuntime runtime;
  private final InstantSource clock;
  private final Consumer<WorkloadId> moved;

  Room(
      Homes homes,
      WorkloadStore store,
      WorkloadRuntime runtime,
      InstantSource clock,
      Consumer<WorkloadId> moved) {
    this.homes = homes;
    this.store = store;
    this.runtime = runtime;
    this.clock = clock;
    this.moved = moved;
  }

  /** Keeps a fleet that is one larger, or says what it waits for; null where it is kept. */
  @Nullable String plan(Workload seen, Fleet larger) {
    Inventory inventory = runtime.inventory();
    Optional<String> waitsFor =
        store.transaction(
            tx -> {
              Optional<String> why = whyNot(tx, seen, inventory);
              if (why.isEmpty()) {
                keep(tx, seen, larger);
              }
              return why;
            });
    if (waitsFor.isEmpty()) {
      moved.accept(seen.id());
    }
    return waitsFor.orElse(null);
  }

  private Optional<String> whyNot(WorkloadChange tx, Workload app, Inventory inventory) {
    CapacityInUse inUse = tx.capacityInUse(homes.mine());
    QuotaBook quotas = tx.quotas();
    RunResources wants = app.spec().resources();
    String held = quotas.whyNot(app);
    if (held != null) {
      return Optional.of(held);
    }
    // Who is held by a quota, waits for another node or can never run here holds nobody up here.
    if (tx.waiting().stream()
        .filter(other -> other.isFor(homes.mine()))
        .filter(other -> Admission.never(inventory, other.spec().resources()) == null)
        .anyMatch(other -> quotas.whyNot(other) == null)) {
      return Optional.of("waiting for those that have nothing yet");
    }
    if (inUse.cpus() + wants.cpus() > inventory.cpus()) {
      return Optional.of("waiting for " + Admission.cpus(wants.cpus()));
    }
    return inUse.memory() + wants.memory() > inventory.memory()
        ? Optional.of("waiting for " + Admission.memory(wants.memory()))
        : Optional.empty();
  }

  private void keep(WorkloadChange tx, Workload seen, Fleet larger) {
    Workload present = tx.lock(seen.id()).orElse(null);
    if (present != null
        && present.desired() == seen.desired()
        && present.status().equals(seen.status())) {
      tx.update(
          present.with(
              present.status().with(larger), clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }
  }
}
