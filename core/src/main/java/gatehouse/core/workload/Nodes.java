package gatehouse.core.workload;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.administration.Actor;
import gatehouse.core.administration.Permits;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.DataSync.SyncState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The nodes that have workloads, and what becomes of those of one that is gone for good. */
public final class Nodes {
  private final Homes homes;
  private final WorkloadStore store;
  private final Permits permits;
  private final Consumer<WorkloadId> moved;
  private final InstantSource clock;

  /**
   * @param moved told of each workload that has no home any more
   */
  public Nodes(
      Homes homes,
      WorkloadStore store,
      Permits permits,
      Consumer<WorkloadId> moved,
      InstantSource clock) {
    this.homes = homes;
    this.store = store;
    this.permits = permits;
    this.moved = moved;
    this.clock = clock;
  }

  /**
   * A node, by the name that stays with its data folder.
   *
   * @param alive whether it is there now
   * @param workloads how many are at home there, those that have ended included
   */
  public record NodeState(String name, boolean alive, int workloads) {}

  /**
   * Where a workload is at home.
   *
   * @param alive whether that node is there now
   */
  public record Place(String node, boolean alive) {}

  /** Where a workload is at home; empty where it has no home yet, or there is one place alone. */
  public Optional<Place> placeOf(Workload workload) {
    String home = workload.status().home();
    Set<String> alive = homes.alive();
    return home == null || (alive.size() == 1 && alive.contains(home))
        ? Optional.empty()
        : Optional.of(new Place(home, alive.contains(home)));
  }

  /** Those that are alive, and those that are not and have workloads; by name. */
  public List<NodeState> list(Actor actor) {
    permits.require(actor, Permission.NODE_MANAGE, Resource.INSTALLATION);
    Map<String, Integer> counts = store.countAtHomes();
    Set<String> alive = homes.aliveNow();
    var names = new TreeSet<>(alive);
    names.addAll(counts.keySet());
    return names.stream()
        .map(name -> new NodeState(name, alive.contains(name), counts.getOrDefault(name, 0)))
        .toList();
  }

  /** Takes from a workload what only its home had. */
  private void giveUp(WorkloadChange tx, Workload one, String home) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var course = new Course(one, now);
    if (one.desired() == Desired.DELETED) {
      // It has nothing more to say, and goes as soon as a node looks at it.
      course.admitted(false);
    } else if (one.status().admitted() || one.status().times().pendingAt() != null) {
      Endings.gone(course, home);
    }
    course.settles(null);
    course.keep(tx, one);
    tx.backups(one.id()).forEach(backup -> tx.deleteBackup(backup.id()));
    store.syncs(one.id(), DataSteps.MOST).stream()
        .filter(sync -> !sync.state().isOver())
        .forEach(sync -> tx.putSync(sync.ended(SyncState.ERROR, gone(home), now)));
  }

  private static Remark gone(String home) {
    return new Remark("DATASYNC_ERROR", "The node " + home + ", which had it, is gone for good");
  }

  /**
   * Gives up a node that is gone for good, and with it what only it has: runs, workspaces that are
   * not elsewhere, backups, logs. What ran there has ended in an error; all of it may begin anew on
   * others.
   *
   * @return how many workloads were at home there
   * @throws Refused with {@link Conflict} where it is there, or {@link NotFound}
   */
  public int giveUp(Actor actor, String name) {
    permits.require(actor, Permission.NODE_MANAGE, Resource.INSTALLATION);
    if (homes.aliveNow().contains(name)) {
      throw new Refused(new Conflict("The node " + name + " is there: stop its server first."));
    }
    var touched = new HashSet<WorkloadId>();
    store.transaction(
        tx -> {
          touched.clear();
          List<Workload> all = tx.lockAtHome(name);
          if (all.isEmpty()) {
            throw new Refused(new NotFound("node with workloads", name));
          }
          for (Workload one : all) {
            giveUp(tx, one, name);
            touched.add(one.id());
          }
          tx.audit(
              actor.did(
                  "node.delete",
                  "node:" + name,
                  Map.of("workloads", Integer.toString(all.size()))));
          return touched;
        });
    touched.forEach(moved);
    return touched.size();
  }
}
