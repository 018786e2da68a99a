package gatehouse.core.access;

import gatehouse.core.access.Decision.Denied;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything open on this node that stands on a right. A connection is registered first and decided
 * second, so that a change landing in between finds it.
 */
public final class LiveConnections {

  /**
   * A clock may be set while something waits for its end: it is looked at again at least so often.
   */
  public static final Duration LOOKED_AT_EACH = Duration.ofSeconds(10);

  private final PrincipalView view;
  private final NodeLease lease;
  private final InstantSource clock;
  private final ScheduledExecutorService timers;
  private final Figures figures;
  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentHashMap<Subject, Set<LiveConnection>> bySubject =
      new ConcurrentHashMap<>();

  /**
   * @param timers runs the ends that come by themselves (end dates)
   */
  public LiveConnections(
      PrincipalView view, NodeLease lease, InstantSource clock, ScheduledExecutorService timers) {
    this(view, lease, clock, timers, Figures.none());
  }

  /** The same, counted. */
  public LiveConnections(
      PrincipalView view,
      NodeLease lease,
      InstantSource clock,
      ScheduledExecutorService timers,
      Figures figures) {
    this.figures = figures;
    this.view = view;
    this.lease = lease;
    this.clock = clock;
    this.timers = timers;
  }

  /**
   * Opens something that stands on a right.
   *
   * @param caller who opens it, as authenticated just before
   * @param resource what it is for, looked up anew at each decision; null once it is gone
   * @param alsoSubject a workload whose changes decide about it too, or null
   * @param cut ends it at once; called at most once, from any thread, and must not block
   * @throws Refused where the lease is not held, the credential is gone or the answer is no
   */
  public LiveConnection open(
      ConnectionKind kind,
      Caller caller,
      Permission needed,
      Supplier<@Nullable Resource> resource,
      @Nullable Subject alsoSubject,
      Runnable cut) {
    return decided(registered(kind, caller, needed, resource, alsoSubject, cut), caller);
  }

  /**
   * Opens something for which it is enough to belong to a project, whatever one may do there. What
   * passes on it is decided by itself.
   *
   * @param cut ends it at once; called at most once, from any thread, and must not block
   * @throws Refused where the lease is not held, the credential is gone or the answer is no
   */
  public LiveConnection openForMember(
      ConnectionKind kind, Caller caller, ProjectId project, Runnable cut) {
    Resource resource = Resource.of(project);
    return decided(registered(kind, caller, null, () -> resource, null, cut), caller);
  }

  private LiveConnection decided(LiveConnection connection, Caller caller) {
    try {
      Caller fresh =
          view.refreshed(caller)
              .orElseThrow(
                  () ->
                      new Refused(
                          new Unauthenticated(
                              "What you signed in with has ended: sign in again.")));
      decideOrRefuse(connection, fresh);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /**
   * As {@link #open}, from memory alone: null where that takes a look into the source, and where
   * the caller is gone; {@link #open} then tells which. Never blocks.
   */
  public @Nullable LiveConnection openFromMemory(
      ConnectionKind kind,
      Caller caller,
      Permission needed,
      Supplier<@Nullable Resource> resource,
      @Nullable Subject alsoSubject,
      Runnable cut) {
    LiveConnection connection = registered(kind, caller, needed, resource, alsoSubject, cut);
    try {
      Caller fresh = view.refreshedFromMemory(caller);
      if (fresh == null) {
        connection.close();
        return null;
      }
      decideOrRefuse(connection, fresh);
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  /**
   * Decides again about all that touches a subject, and cuts what no longer stands; the counts by
   * kind.
   */
  public Map<ConnectionKind, Integer> decideAgain(Subject subject) {
    return decideAgain(List.copyOf(bySubject.getOrDefault(subject, Set.of())));
  }

  /** Decides again about everything; for a node that was out of touch. */
  public Map<ConnectionKind, Integer> decideAgainAboutAll() {
    return decideAgain(all());
  }

  /** Cuts everything. */
  public void cutAll() {
    all().forEach(LiveConnection::cut);
  }

  /**
   * Cuts one person's connections that a condition picks (a session ended by hand, say); how many.
   */
  public int cutWhere(Subject subject, java.util.function.Predicate<LiveConnection> condition) {
    int count = 0;
    for (LiveConnection connection : List.copyOf(bySubject.getOrDefault(subject, Set.of()))) {
      if (condition.test(connection) && connection.cut()) {
        count++;
      }
    }
    return count;
  }

  /**
   * What one person has open that would be cut if things stood otherwise; nothing is changed.
   *
   * @param afterwards the caller of a connection as it would be then; empty where their credential
   *     would be gone
   */
  public List<LiveConnection> wouldEnd(
      Subject subject, Function<Caller, Optional<Caller>> afterwards) {
    return List.copyOf(bySubject.getOrDefault(subject, Set.of())).stream()
        .filter(
            connection -> {
              Resource resource = connection.resource();
              Optional<Caller> then = afterwards.apply(connection.caller());
              return resource == null
                  || then.isEmpty()
                  || !stands(then.get(), connection.needed(), resource);
            })
        .toList();
  }

  /** Everything open now, each once. */
  public List<LiveConnection> all() {
    return bySubject.values().stream().flatMap(Collection::stream).distinct().toList();
  }

  void remove(LiveConnection connection) {
    for (Subject subject : connection.subjects()) {
      bySubject.computeIfPresent(
          subject,
          (key, set) -> {
            set.remove(connection);
            return set.isEmpty() ? null : set;
          });
    }
  }

  private void add(LiveConnection connection) {
    for (Subject subject : connection.subjects()) {
      bySubject.compute(
          subject,
          (key, set) -> {
            Set<LiveConnection> to = set == null ? ConcurrentHashMap.newKeySet() : set;
            to.add(connection);
            return to;
          });
    }
  }

  private LiveConnection registered(
      ConnectionKind kind,
      Caller caller,
      @Nullable Permission needed,
      Supplier<@Nullable Resource> resource,
      @Nullable Subject alsoSubject,
      Runnable cut) {
    lease.require();
    Set<Subject> subjects = new HashSet<>(4);
    Standing standing = caller.standingOrNull();
    if (standing != null) {
      subjects.add(standing.subject());
    }
    if (alsoSubject != null) {
      subjects.add(alsoSubject);
    }
    var connection =
        new LiveConnection(
            this,
            numbers.incrementAndGet(),
            kind,
            caller,
            needed,
            resource,
            subjects,
            clock.instant(),
            cut);
    add(connection);
    return connection;
  }

  private void decideOrRefuse(LiveConnection connection, Caller fresh) {
    long begin = figures.nanoTime();
    boolean allowed = false;
    try {
      require(connection, fresh);
      allowed = true;
    } finally {
      figures.decided(figures.nanoTime() - begin, allowed);
    }
  }

  private void require(LiveConnection connection, Caller fresh) {
    connection.standsFor(fresh);
    Resource resource = connection.resource();
    if (resource == null) {
      throw new Refused(new NotFound("workload", ""));
    }
    Instant now = clock.instant();
    Permission needed = connection.needed();
    if (needed == null) {
      Access.requireSignedIn(fresh, now);
    } else if (Access.decide(fresh, needed, resource, now) instanceof Denied denied) {
      throw Access.refusal(denied);
    }
    wakeAtEnd(connection, fresh, now);
  }

  private Map<ConnectionKind, Integer> decideAgain(Collection<LiveConnection> connections) {
    var cut = new EnumMap<ConnectionKind, Integer>(ConnectionKind.class);
    for (LiveConnection connection : connections) {
      if (!stands(connection) && connection.cut()) {
        cut.merge(connection.kind(), 1, Integer::sum);
      }
    }
    return cut;
  }

  /** Whatever goes wrong while deciding counts as a no. */
  private boolean stands(LiveConnection connection) {
    try {
      Optional<Caller> fresh = view.refreshed(connection.caller());
      Resource resource = connection.resource();
      if (fresh.isEmpty() || resource == null) {
        return false;
      }
      connection.standsFor(fresh.get());
      return stands(fresh.get(), connection.needed(), resource);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private boolean stands(Caller fresh, @Nullable Permission needed, Resource resource) {
    Instant now = clock.instant();
    if (needed == null) {
      ProjectId project = resource.project();
      return project != null && Access.isMember(fresh, project, now);
    }
    return Access.decide(fresh, needed, resource, now).allowed();
  }

  private void wakeAtEnd(LiveConnection connection, Caller caller, Instant now) {
    Instant end = earliestEnd(caller);
    if (end == null) {
      return;
    }
    long millis = Math.max(0, Duration.between(now, end).toMillis() + 1);
    var timer =
        timers.schedule(
            () -> endOrWaitOn(connection),
            Math.min(millis, LOOKED_AT_EACH.toMillis()),
            TimeUnit.MILLISECONDS);
    connection.cancelWithEnd(timer);
  }

  private void endOrWaitOn(LiveConnection connection) {
    if (!connection.isOpen()) {
      return;
    }
    if (stands(connection)) {
      wakeAtEnd(connection, connection.caller(), clock.instant());
    } else {
      connection.cut();
    }
  }

  private @Nullable Instant earliestEnd(Caller caller) {
    Credential credential = caller.credentialOrNull();
    Standing standing = caller.standingOrNull();
    if (credential == null || standing == null) {
      return null;
    }
    Instant earliest = earlier(credential.expiresAt(), standing.endsAt());
    Instant now = clock.instant();
    for (Grant grant : standing.grants()) {
      if (grant.endsAt() != null && grant.holdsAt(now)) {
        earliest = earlier(earliest, grant.endsAt());
      }
    }
    return earliest;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null) {
      return other;
    }
    return other == null || one.isBefore(other) ? one : other;
  }
}
