package gatehouse.core.workload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The replicas of an app. Each has its share of the machine as long as it is in here.
 *
 * @param version of the app's present spec, from 1
 * @param next the number of the next replica
 * @param earlier the specs of earlier versions that replicas still run, oldest first
 * @param progressAt when something last went forward
 * @param failures how many replicas ended by themselves in a row
 * @param retryAt before this moment none is started, or null
 * @param waitsFor what keeps the next replica from being started, or null
 * @param failure why all of them end, or null
 * @param asked how many of the present version there are to be, where that is decided by itself;
 *     null for as many as the spec says
 */
public record Fleet(
    int version,
    int next,
    List<Replica> replicas,
    List<Version> earlier,
    Instant progressAt,
    int failures,
    @Nullable Instant retryAt,
    @Nullable String waitsFor,
    @Nullable String failure,
    @Nullable Integer asked) {

  private static final long LONGEST_PAUSE = 60;

  public Fleet {
    replicas = List.copyOf(replicas);
    earlier = List.copyOf(earlier);
  }

  /** What an app was before it was changed. */
  public record Version(int number, AppSpec spec) {}

  /** The first replica, which the runtime has. */
  static Fleet first(Instant at) {
    var first = new Replica(0, 1, Replica.Phase.STARTING, at);
    return new Fleet(1, 1, List.of(first), List.of(), at, 0, null, null, null, null);
  }

  /** How many get requests. */
  public int ready() {
    return (int) replicas.stream().filter(one -> one.phase() == Replica.Phase.READY).count();
  }

  /** How many of the present version there are to be; 0 for an app that sleeps. */
  public int wanted(AppSpec spec) {
    AutoScaling scaling = spec.serving().scaling();
    return scaling == null || asked == null
        ? spec.serving().replicas()
        : Math.clamp(asked, scaling.min(), scaling.max());
  }

  /** Whether nothing of it runs until somebody asks for it. */
  boolean sleeps(AppSpec spec) {
    return replicas.isEmpty() && wanted(spec) == 0;
  }

  /** There are to be another number of them, which is to be so within the usual time. */
  Fleet asking(@Nullable Integer count, Instant at) {
    return new Fleet(version, next, replicas, earlier, at, failures, null, null, failure, count);
  }

  Optional<Replica> find(int number) {
    return replicas.stream().filter(one -> one.number() == number).findFirst();
  }

  /** What a replica runs. */
  AppSpec specOf(Replica replica, AppSpec present) {
    return earlier.stream()
        .filter(one -> one.number() == replica.version())
        .map(Version::spec)
        .findFirst()
        .orElse(present);
  }

  /** Whether replicas of another version are still to leave. */
  boolean changes() {
    return replicas.stream().anyMatch(one -> one.stays() && one.version() != version);
  }

  Fleet with(int number, UnaryOperator<Replica> how) {
    return with(
        replicas.stream().map(one -> one.number() == number ? how.apply(one) : one).toList());
  }

  Fleet without(int number) {
    List<Replica> left = replicas.stream().filter(one -> one.number() != number).toList();
    List<Version> needed =
        earlier.stream()
            .filter(old -> left.stream().anyMatch(one -> one.version() == old.number()))
            .toList();
    return with(left).withEarlier(needed);
  }

  Fleet planned(Instant at) {
    var longer = new ArrayList<>(replicas);
    longer.add(new Replica(next, version, Replica.Phase.PLANNED, at));
    return new Fleet(
        version, next + 1, longer, earlier, progressAt, failures, null, null, failure, asked);
  }

  /** The app has another spec from here on. */
  Fleet changed(AppSpec before, Instant at) {
    var longer = new ArrayList<>(earlier);
    if (replicas.stream().anyMatch(one -> one.version() == version)) {
      longer.add(new Version(version, before));
    }
    int last = replicas.stream().mapToInt(Replica::version).reduce(version, Math::max);
    return new Fleet(last + 1, next, replicas, longer, at, 0, null, null, null, asked);
  }

  /** Back to an earlier version; what runs the given up one is of none any more. */
  Fleet back(Version to, Instant at) {
    List<Version> others = earlier.stream().filter(one -> one.number() != to.number()).toList();
    return new Fleet(to.number(), next, replicas, others, at, 0, null, null, null, asked);
  }

  Fleet forward(Instant at) {
    return new Fleet(version, next, replicas, earlier, at, 0, retryAt, null, failure, asked);
  }

  /** A step back, from which the time to go forward again counts. */
  Fleet backward(Instant at) {
    return new Fleet(
        version, next, replicas, earlier, at, failures, retryAt, waitsFor, failure, asked);
  }

  /** One ended by itself: the next is started a little later each time. */
  Fleet failedOnce(Instant at) {
    long pause = Math.min(LONGEST_PAUSE, 1L << Math.min(failures, 6));
    Instant retry = at.plusSeconds(pause);
    return new Fleet(
        version,
        next,
        replicas,
        earlier,
        progressAt,
        failures + 1,
        retry,
        waitsFor,
        failure,
        asked);
  }

  Fleet waiting(@Nullable String why) {
    return new Fleet(
        version, next, replicas, earlier, progressAt, failures, retryAt, why, failure, asked);
  }

  Fleet failed(String why) {
    return new Fleet(
        version, next, replicas, earlier, progressAt, failures, retryAt, null, why, asked);
  }

  private Fleet with(List<Replica> others) {
    return new Fleet(
        version, next, others, earlier, progressAt, failures, retryAt, waitsFor, failure, asked);
  }

  private Fleet withEarlier(List<Version> needed) {
    return new Fleet(
        version, next, replicas, needed, progressAt, failures, retryAt, waitsFor, failure, asked);
  }
}
