package gatehouse.core.workload;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Sets the share of the machine aside for those whose turn it is. */
final class Admitting {
  private final Homes homes;
  private final WorkloadStore store;
  private final WorkloadRuntime runtime;
  private final InstantSource clock;
  private final Consumer<WorkloadId> moved;
  private volatile boolean closed;

  Admitting(
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

  /** Gives room to who waits, as far as there is any, and tells the others why; who got it. */
  Set<WorkloadId> admit() {
    return admit(true);
  }

  /**
   * The same, but those that wait on are told their new place at the next {@link #admit}: where
   * many come and go that would cost more than their runs.
   */
  Set<WorkloadId> admitQuietly() {
    return admit(false);
  }

  /** Gives room to nobody from now on. */
  void close() {
    closed = true;
  }

  private Set<WorkloadId> admit(boolean telling) {
    if (closed) {
      return Set.of();
    }
    var inventory = runtime.inventory();
    Set<String> alive = homes.alive();
    var touched = new HashSet<WorkloadId>();
    Set<WorkloadId> admitted =
        store.transaction(
            tx -> {
              touched.clear();
              var inUse = tx.capacityInUse(homes.mine());
              var got = new HashSet<WorkloadId>();
              var admission = new Admission(inventory, inUse, tx.quotas(), now());
              for (var verdict : verdicts(admission, tx.waiting(), alive)) {
                if (telling || verdict.waitsFor() == null) {
                  carryOut(tx, verdict, got, touched);
                }
              }
              return got;
            });
    touched.forEach(moved);
    return admitted;
  }

  /** Those of other homes are these homes' own, and are told so where theirs is not there. */
  private List<Admission.Verdict> verdicts(
      Admission admission, List<Workload> waiting, Set<String> alive) {
    var mine = new ArrayList<Workload>();
    var verdicts = new ArrayList<Admission.Verdict>();
    for (Workload one : waiting) {
      String home = one.status().home();
      if (one.isFor(homes.mine())) {
        mine.add(one);
      } else if (home != null && !alive.contains(home)) {
        String waitsFor = "the node " + home + " keeps what it needs, and is not there";
        verdicts.add(new Admission.Verdict(one, waitsFor, false, List.of()));
      }
    }
    // What cannot be had here may be had elsewhere, so that one that may go there is told nothing.
    admission.decide(mine).stream()
        .filter(
            verdict ->
                !verdict.isNever()
                    || alive.size() == 1
                    || verdict.workload().status().home() != null)
        .forEach(verdicts::add);
    return verdicts;
  }

  private void carryOut(
      WorkloadChange tx, Admission.Verdict verdict, Set<WorkloadId> got, Set<WorkloadId> touched) {
    WorkloadId id = verdict.workload().id();
    if (verdict.waitsFor() != null
        && why(verdict.workload(), verdict.waitsFor())
            .equals(verdict.workload().status().remark())) {
      return;
    }
    Workload workload = tx.lock(id).filter(Workload::waits).orElse(null);
    if (workload == null) {
      return;
    }
    String waitsFor = verdict.waitsFor();
    if (waitsFor == null) {
      var course = new Course(workload, now());
      course.settles(homes.mine());
      course.admitted(true);
      course.leased(verdict.gpus());
      course.times(times -> times.initializing(course.now()));
      String sentence = "Initializing: room is found";
      if (workload.kind() == WorkloadKind.NOTEBOOK) {
        course.on("INITIALIZING", sentence);
      } else {
        course.to(State.INITIALIZING, course.now(), "INITIALIZING", sentence);
      }
      course.keep(tx, workload);
      got.add(id);
      touched.add(id);
      return;
    }
    Remark why = why(workload, waitsFor);
    if (!why.equals(workload.status().remark())) {
      tx.update(workload.with(workload.status().because(why), workload.updatedAt()));
      touched.add(id);
    }
  }

  private static Remark why(Workload workload, String waitsFor) {
    return new Remark(workload.status().remark().code(), "Queued: " + waitsFor);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
