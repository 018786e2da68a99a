package gatehouse.core.workload;

import gatehouse.core.workload.Replica.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is done next with the replicas of an app: replaces those that end, grows and
 * shrinks, and changes them to another version while enough of them serve. Looks at nothing but
 * what it is given.
 */
final class Replicas {
  /** So long a replica that leaves is left alone, until all have heard that it does. */
  static final Duration HEARD = Duration.ofSeconds(1);

  /** So long the last one is left alone, until every node has noted what it has in hand. */
  static final Duration NOTED = Duration.ofSeconds(3);

  private final Fleet fleet;
  private final AppSpec spec;
  private final Sight sight;
  private final Instant now;
  private final boolean everServed;
  private final int wanted;

  /** What is known of a replica now. */
  interface Sight {
    /** What the runtime knows; empty where it knows nothing. */
    Optional<RunObservation> run(Replica replica);

    /** Whether it may get requests; null where that cannot be said yet. */
    @Nullable Boolean ready(Replica replica);

    /** Whether it must be started again. */
    boolean hangs(Replica replica);

    /** How many requests it has in hand. */
    int inHand(Replica replica);
  }

  Replicas(Fleet fleet, AppSpec spec, boolean everServed, Sight sight, Instant now) {
    this.fleet = fleet;
    this.spec = spec;
    this.everServed = everServed;
    this.sight = sight;
    this.now = now;
    this.wanted = fleet.wanted(spec);
  }

  FleetStep next() {
    for (Replica one : fleet.replicas()) {
      FleetStep step = lookAt(one);
      if (step != null) {
        return step;
      }
    }
    if (fleet.failure() != null) {
      // One that slept has nothing left whose end could be waited for.
      return fleet.replicas().isEmpty()
          ? new FleetStep.Finish(new Replica(fleet.next(), fleet.version(), Phase.ENDING, now))
          : new FleetStep.Rest();
    }
    FleetStep late = late();
    if (late != null) {
      return late;
    }
    return leaving()
        .<FleetStep>map(one -> new FleetStep.Become(move(one, Phase.LEAVING), null))
        .orElseGet(() -> mayGrow() ? new FleetStep.Grow() : new FleetStep.Rest());
  }

  private @Nullable FleetStep lookAt(Replica one) {
    Optional<RunObservation> run = sight.run(one);
    if (run.isEmpty() ? one.phase() != Phase.PLANNED : run.get().ending() != null) {
      return over(one, run);
    }
    return switch (one.phase()) {
      case PLANNED -> run.isEmpty() ? null : become(move(one, Phase.STARTING));
      case STARTING, READY, UNREADY -> present(one);
      case LEAVING -> hasLeft(one) ? become(move(one, Phase.ENDING)) : null;
      case ENDING -> null;
    };
  }

  private @Nullable FleetStep present(Replica one) {
    if (fleet.failure() != null) {
      return become(move(one, Phase.ENDING));
    }
    if (sight.hangs(one)) {
      return new FleetStep.Become(
          move(one, Phase.ENDING).backward(now).failedOnce(now),
          "replica " + one.number() + " does not say any more that it lives: another is started");
    }
    Boolean ready = sight.ready(one);
    if (ready == null) {
      return null;
    }
    if (one.phase() != Phase.READY && ready) {
      return become(move(one, Phase.READY).forward(now));
    }
    return one.phase() == Phase.READY && !ready
        ? become(move(one, Phase.UNREADY).backward(now))
        : null;
  }

  private FleetStep over(Replica one, Optional<RunObservation> run) {
    boolean asked = !one.stays();
    if (fleet.replicas().size() == 1 && (!asked || fleet.failure() != null)) {
      return new FleetStep.Finish(one);
    }
    Fleet left = fleet.without(one.number());
    if (asked) {
      return become(left);
    }
    String how =
        run.map(RunObservation::ending)
            .map(RunObservation.Ending::sentence)
            .orElse("the runtime does not know it any more");
    Fleet tried = left.failedOnce(now);
    return new FleetStep.Become(
        one.phase() == Phase.READY ? tried.backward(now) : tried,
        "replica " + one.number() + " ended (" + how + "): another is started");
  }

  private boolean hasLeft(Replica one) {
    Duration since = Duration.between(one.since(), now);
    boolean heard = since.compareTo(wanted == 0 ? NOTED : HEARD) >= 0;
    return (heard && sight.inHand(one) == 0)
        || since.compareTo(spec.serving().rollout().grace()) >= 0;
  }

  /** What becomes of an app that has not gone forward for too long. */
  private @Nullable FleetStep late() {
    boolean done = count(true, Phase.READY) >= wanted && !fleet.changes();
    Duration deadline = spec.serving().rollout().deadline();
    if (done || now.isBefore(fleet.progressAt().plus(deadline))) {
      return null;
    }
    String within = " within " + deadline.toSeconds() + " s";
    Optional<Fleet.Version> back = serving();
    if (back.isPresent()) {
      String waits = fleet.waitsFor() == null ? "" : " (" + fleet.waitsFor() + ")";
      return new FleetStep.GoBack(back.get(), "it was not ready" + within + waits);
    }
    return everServed
        ? null
        : become(
            fleet.failed(
                spec.serving().readiness() == null
                    ? "nothing answered on port " + spec.httpPort() + within
                    : "it did not say that it is ready" + within));
  }

  /** The newest of the earlier versions that serve. */
  Optional<Fleet.Version> serving() {
    return fleet.earlier().reversed().stream()
        .filter(old -> fleet.replicas().stream().anyMatch(one -> serves(one, old.number())))
        .findFirst();
  }

  private static boolean serves(Replica one, int version) {
    return one.version() == version && one.phase() == Phase.READY;
  }

  /**
   * Who is to leave next: of earlier versions, as far as enough serve; of the present, too many.
   */
  private Optional<Replica> leaving() {
    List<Replica> old = staying().filter(one -> one.version() != fleet.version()).toList();
    Optional<Replica> idle = old.stream().filter(one -> one.phase() != Phase.READY).findFirst();
    if (idle.isPresent()) {
      return idle;
    }
    int least = wanted - spec.serving().rollout().unavailable(wanted);
    if (!old.isEmpty()
        && fleet.ready() - 1 >= Math.max(least, 0)
        && (least > 0 || wanted == 0 || grown())) {
      return Optional.of(old.getFirst());
    }
    List<Replica> present = staying().filter(one -> one.version() == fleet.version()).toList();
    return present.size() <= wanted
        ? Optional.empty()
        : present.stream()
            .max(
                Comparator.comparingInt((Replica one) -> one.phase() == Phase.READY ? 0 : 1)
                    .thenComparingInt(Replica::number));
  }

  /** Where all may be missing, at least something of the present version is on its way. */
  private boolean grown() {
    return staying().anyMatch(one -> one.version() == fleet.version());
  }

  private boolean mayGrow() {
    if (fleet.retryAt() != null && now.isBefore(fleet.retryAt())) {
      return false;
    }
    long present = staying().filter(one -> one.version() == fleet.version()).count();
    int most = wanted + (fleet.changes() ? spec.serving().rollout().surge(wanted) : 0);
    return present < wanted && staying().count() < most;
  }

  private long count(boolean present, Phase phase) {
    return fleet.replicas().stream()
        .filter(one -> (one.version() == fleet.version()) == present && one.phase() == phase)
        .count();
  }

  private java.util.stream.Stream<Replica> staying() {
    return fleet.replicas().stream().filter(Replica::stays);
  }

  private Fleet move(Replica one, Phase to) {
    return fleet.with(one.number(), replica -> replica.in(to, now));
  }

  private static FleetStep become(Fleet fleet) {
    return new FleetStep.Become(fleet, null);
  }
}
