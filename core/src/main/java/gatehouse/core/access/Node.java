package gatehouse.core.access;

import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * This node's part in making a change complete: it renews its lease, applies revisions in order,
 * acknowledges them, and waits for the others when the change was made here.
 */
public final class Node implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Cluster.Member self;
  private final String name;
  private final Cluster cluster;
  private final PrincipalView view;
  private final LiveConnections connections;
  private final NodeLease lease;
  private final LongSupplier nanoTime;
  private final List<java.util.function.Consumer<Subject>> followers =
      new java.util.concurrent.CopyOnWriteArrayList<>();

  /** Held for a heartbeat, whose renewal waits for the database's disk; taken before the other. */
  private final ReentrantLock beating = new ReentrantLock();

  /** Held while revisions are applied: that must not wait for a renewal. */
  private final ReentrantLock applying = new ReentrantLock();

  private final Semaphore news = new Semaphore(0);
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long applied = -1;

  public Node(
      Cluster.Member self,
      Cluster cluster,
      PrincipalView view,
      LiveConnections connections,
      NodeLease lease,
      LongSupplier nanoTime) {
    this.self = self;
    this.name = self.name();
    this.cluster = cluster;
    this.view = view;
    this.connections = connections;
    this.lease = lease;
    this.nanoTime = nanoTime;
  }

  /** The node's name in receipts. */
  public String name() {
    return name;
  }

  /** This node, as others know it. */
  public Cluster.Member self() {
    return self;
  }

  /** The nodes that are alive, this one among them. */
  public List<Cluster.Member> alive() {
    return cluster.alive();
  }

  /** The last revision this node has applied; what is read after asking is no older than it. */
  public long applied() {
    return Math.max(0, applied);
  }

  /**
   * Registers something else that keeps what it knows of subjects (host tables) and must look again
   * too.
   */
  public void alsoTell(java.util.function.Consumer<Subject> follower) {
    followers.add(follower);
  }

  /**
   * One heartbeat: renews, applies what is new, acknowledges, and holds the lease for another
   * length. To be called each {@link NodeLease#RENEWED_EACH} and whenever there is something new.
   * What it throws means that the lease was not renewed; the next beat tries again.
   */
  public void beat() {
    beating.lock();
    try {
      long before = nanoTime.getAsLong();
      if (applied < 0 || !lease.held()) {
        joinAnew(before);
        return;
      }
      List<Revision> revisions = cluster.renew(name, applied, NodeLease.LENGTH);
      applying.lock();
      try {
        applyAndAcknowledge(revisions);
      } finally {
        applying.unlock();
      }
      lease.holdFrom(before, () -> {});
    } finally {
      beating.unlock();
    }
  }

  /**
   * Told by the cluster that there is something new: wakes who waits at a barrier, and applies it.
   */
  public void wake() {
    signal(); // First: it may be what they wait for, and there may be nothing to apply.
    catchUp();
  }

  /**
   * Applies what is new and acknowledges it under the lease that is held, without renewing it: a
   * renewal waits for the disk, and the next beat renews soon enough.
   */
  private void catchUp() {
    if (applied < 0 || !lease.held()) {
      beat();
      return;
    }
    applying.lock();
    try {
      applyAndAcknowledge(cluster.after(applied));
    } finally {
      applying.unlock();
    }
  }

  /** Closes what was held still for too long; to be called now and then. */
  public void closeWhatWasHeldTooLong() {
    if (lease.endedFor().compareTo(NodeLease.CLOSED_AFTER) > 0) {
      connections.cutAll();
    }
  }

  /**
   * Returns when no node answers on anything older than a revision: each has acknowledged it, or
   * one lease length has passed. The latter suffices because a node reads and applies what is new
   * before a renewed lease counts, so a lease that began before the commit has run out by then;
   * that holds even while the database is out of reach.
   *
   * @param committed the monotonic time right after the commit
   */
  public Barrier complete(long revision, long committed) {
    var waitedFor = new TreeSet<String>();
    while (nanoTime.getAsLong() - committed < NodeLease.LENGTH.plus(LOOK_AGAIN).toNanos()) {
      try {
        if (appliedBelow(revision)) {
          catchUp();
        }
        List<String> behind = cluster.behind(revision);
        waitedFor.addAll(behind);
        if (behind.isEmpty()) {
          break;
        }
      } catch (Refused e) {
        if (!(e.refusal() instanceof Unavailable)) {
          throw e;
        }
      }
      awaitNews();
    }
    return barrier(revision, waitedFor);
  }

  private Barrier barrier(long revision, Set<String> waitedFor) {
    var cut = new EnumMap<ConnectionKind, Integer>(ConnectionKind.class);
    var nodes = new ArrayList<String>();
    try {
      for (Cluster.Acknowledgement acknowledgement : cluster.acknowledgements(revision)) {
        nodes.add(acknowledgement.node());
        acknowledgement.cut().forEach((kind, count) -> cut.merge(kind, count, Integer::sum));
      }
    } catch (Refused e) {
      // In force all the same; only who cut what is not to be had without the database.
      nodes.add(name);
    }
    var expired = new ArrayList<>(waitedFor);
    expired.removeAll(nodes);
    return new Barrier(nodes, expired, cut);
  }

  /** Leaves the cluster: from here on nothing is answered, and nobody waits for this node. */
  @Override
  public void close() {
    beating.lock();
    applying.lock();
    try {
      lease.drop();
      connections.cutAll();
      cluster.leave(name);
    } finally {
      applying.unlock();
      beating.unlock();
    }
  }

  /** Who applied a change, whose lease ran out, and what was cut. */
  public record Barrier(
      List<String> nodes, List<String> expired, Map<ConnectionKind, Integer> cut) {}

  /**
   * After being out of touch nothing known is trusted: everything is read anew and every open
   * connection decided again before the lease counts.
   */
  private void joinAnew(long before) {
    applying.lock();
    try {
      lease.drop();
      applied = cluster.join(self, NodeLease.LENGTH);
      view.forgetAll();
      followers.forEach(follower -> follower.accept(EVERYTHING));
      lease.holdFrom(before, connections::decideAgainAboutAll);
      cluster.acknowledge(name, applied, Map.of());
    } finally {
      applying.unlock();
    }
  }

  /** What followers are told when all they know may be stale. */
  public static final Subject EVERYTHING = new Subject(Subject.Kind.ACCOUNT, "*");

  /** What was applied already since these were read is left out. */
  private void applyAndAcknowledge(List<Revision> read) {
    List<Revision> revisions =
        read.stream().filter(revision -> revision.number() > applied).toList();
    if (revisions.isEmpty()) {
      return;
    }
    var cutByRevision = new LinkedHashMap<Long, Map<ConnectionKind, Integer>>();
    for (Revision revision : revisions) {
      var cut = new EnumMap<ConnectionKind, Integer>(ConnectionKind.class);
      revision.subjects().forEach(view::forget);
      for (Subject subject : revision.subjects()) {
        followers.forEach(follower -> follower.accept(subject));
      }
      for (Subject subject : revision.subjects()) {
        connections
            .decideAgain(subject)
            .forEach((kind, count) -> cut.merge(kind, count, Integer::sum));
      }
      cutByRevision.put(revision.number(), cut);
      applied = revision.number();
    }
    cluster.acknowledge(name, applied, cutByRevision);
  }

  private boolean appliedBelow(long revision) {
    applying.lock();
    try {
      return applied < revision;
    } finally {
      applying.unlock();
    }
  }

  private void awaitNews() {
    waiting.incrementAndGet();
    try {
      boolean told = news.tryAcquire(LOOK_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
      if (!told) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(
          new Unavailable("The server is stopping: whether every node knows is not sure."));
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void signal() {
    if (news.availablePermits() <= waiting.get()) {
      news.release(Math.max(1, waiting.get()));
    }
  }
}
