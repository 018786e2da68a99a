package gatehouse.core.workload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A workload on its way through several changes, and the events they are. */
final class Course {
  private final Instant now;
  private final List<Event> events = new ArrayList<>();
  private final List<DataSync> syncs = new ArrayList<>();
  private Workload workload;

  Course(Workload workload, Instant now) {
    this.workload = workload;
    this.now = now;
  }

  Instant now() {
    return now;
  }

  Workload workload() {
    return workload;
  }

  WorkloadKind kind() {
    return workload.kind();
  }

  /** Into a state, at a moment that lies no earlier than the last and no later than now. */
  void to(State next, Instant at, String word, String sentence) {
    Instant since = workload.status().since();
    Instant when = at.isBefore(since) ? since : at.isAfter(now) ? now : at;
    Remark why = remark(word, sentence);
    status(s -> s.to(kind(), next, when, why));
    events.add(new Event(when, next, why));
  }

  /** On within the same state, which is an event too. */
  void on(String word, String sentence) {
    Remark why = remark(word, sentence);
    status(s -> s.because(why));
    events.add(new Event(now, workload.state(), why));
  }

  /** Something to be known of it besides, which is an event too. */
  void remark(String sentence) {
    events.add(
        new Event(now, workload.state(), new Remark(workload.status().remark().code(), sentence)));
  }

  void times(UnaryOperator<Times> change) {
    status(s -> s.at(change.apply(s.times())));
  }

  /** What it keeps is there from now on, or, with null, nowhere any more. */
  void settles(@Nullable String home) {
    status(s -> s.atHome(home));
  }

  void admitted(boolean yes) {
    status(s -> s.admitted(yes));
    if (!yes) {
      leased(List.of());
    }
  }

  /** With these GPUs, and no others, set aside for it. */
  void leased(List<String> gpus) {
    WorkloadSpec spec = workload.spec();
    if (!spec.resources().gpus().equals(gpus)) {
      spec(spec.withResources(spec.resources().withGpus(gpus)));
    }
  }

  void exited(@Nullable Integer code) {
    status(s -> s.exited(code));
  }

  void fleet(Fleet other) {
    status(s -> s.with(other));
  }

  void spec(WorkloadSpec other) {
    workload = workload.with(other, now);
  }

  void wanted(Desired other) {
    workload = workload.wanted(other, now);
  }

  /** Asked for once more. */
  void again(String sentence) {
    State first = LifeCycle.first(kind());
    Remark why = remark(first.name(), sentence);
    status(s -> s.again(kind(), why, now));
    events.add(new Event(now, first, why));
    wanted(Desired.RUNNING);
  }

  /** Data is to be moved. */
  void move(DataSync.Direction direction) {
    syncs.add(DataSync.asked(workload, direction, false, null, now));
  }

  /** Keeps what has changed. */
  void keep(WorkloadChange tx, Workload before) {
    tx.update(workload);
    events.forEach(event -> tx.addEvent(workload.id(), event));
    syncs.forEach(tx::putSync);
    if (before.state().isServing() != workload.state().isServing()
        || before.state().isSettled() != workload.state().isSettled()
        || !serving(before).equals(serving(workload))) {
      tx.revise(java.util.Set.of(workload.subject()));
    }
  }

  /** Which replicas get requests: every node must know. */
  private static List<Integer> serving(Workload workload) {
    Fleet fleet = workload.status().fleet();
    return fleet == null
        ? List.of()
        : fleet.replicas().stream()
            .filter(one -> one.phase() == Replica.Phase.READY)
            .map(Replica::number)
            .toList();
  }

  private Remark remark(String word, String sentence) {
    return new Remark(kind().name() + "_" + word, sentence);
  }

  private void status(UnaryOperator<Status> change) {
    workload = workload.with(change.apply(workload.status()), now);
  }
}
