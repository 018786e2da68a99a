package gatehouse.core.access;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** A cluster whose nodes share a memory. Listeners are told on the executor's threads. */
public final class MemoryCluster implements Cluster {
  private final LongSupplier nanoTime;
  private final Executor executor;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final TreeMap<Long, Revision> revisions = new TreeMap<>();
  private final Map<String, Present> members = new LinkedHashMap<>();
  private final Map<Long, Map<String, Acknowledgement>> acknowledgements = new TreeMap<>();

  /** A cluster in real time, that tells on virtual threads. */
  public MemoryCluster() {
    this(System::nanoTime, Thread::startVirtualThread);
  }

  public MemoryCluster(LongSupplier nanoTime, Executor executor) {
    this.nanoTime = nanoTime;
    this.executor = executor;
  }

  /** Adds the next revision; the store calls it when it commits, and {@link #tell} after. */
  public synchronized void committed(Revision revision) {
    if (revision.number() != last() + 1) {
      throw new IllegalArgumentException("revision " + revision.number() + " after " + last());
    }
    revisions.put(revision.number(), revision);
  }

  /** Tells everybody who listens that there is something new. */
  public void tell() {
    listeners.forEach(executor::execute);
  }

  @Override
  public synchronized long join(Cluster.Member node, Duration lease) {
    members.put(node.name(), new Present(node, until(lease), last()));
    return last();
  }

  @Override
  public synchronized List<Revision> renew(String node, long applied, Duration lease) {
    Present member = members.get(node);
    if (member == null || !member.isAlive(nanoTime.getAsLong())) {
      throw new Refused(new Unavailable("The lease of this node ran out: it must join anew."));
    }
    members.put(node, new Present(member.node, until(lease), member.acknowledged));
    return List.copyOf(revisions.tailMap(applied, false).values());
  }

  @Override
  public synchronized List<Revision> after(long applied) {
    return List.copyOf(revisions.tailMap(applied, false).values());
  }

  @Override
  public void acknowledge(
      String node, long upTo, Map<Long, Map<ConnectionKind, Integer>> cutByRevision) {
    synchronized (this) {
      members.computeIfPresent(
          node,
          (name, member) ->
              new Present(member.node, member.until, Math.max(member.acknowledged, upTo)));
      cutByRevision.forEach(
          (revision, cut) ->
              acknowledgements
                  .computeIfAbsent(revision, number -> new LinkedHashMap<>())
                  .putIfAbsent(node, new Acknowledgement(node, cut)));
    }
    tell();
  }

  @Override
  public synchronized List<String> behind(long revision) {
    long now = nanoTime.getAsLong();
    return names(member -> member.isAlive(now) && member.acknowledged < revision);
  }

  @Override
  public synchronized List<Acknowledgement> acknowledgements(long revision) {
    return new TreeMap<>(acknowledgements.getOrDefault(revision, Map.of()))
        .values().stream().toList();
  }

  @Override
  public synchronized List<Cluster.Member> alive() {
    long now = nanoTime.getAsLong();
    return names(member -> member.isAlive(now)).stream()
        .map(name -> members.get(name).node)
        .toList();
  }

  @Override
  public synchronized void leave(String node) {
    members.remove(node);
  }

  @Override
  public AutoCloseable listen(Runnable somethingNew) {
    listeners.add(somethingNew);
    executor.execute(somethingNew);
    return () -> listeners.remove(somethingNew);
  }

  private List<String> names(java.util.function.Predicate<Present> which) {
    var names = new ArrayList<String>();
    members.forEach(
        (name, member) -> {
          if (which.test(member)) {
            names.add(name);
          }
        });
    names.sort(null);
    return names;
  }

  private long last() {
    return revisions.isEmpty() ? 0 : revisions.lastKey();
  }

  private long until(Duration lease) {
    return nanoTime.getAsLong() + lease.toNanos();
  }

  private record Present(Cluster.Member node, long until, long acknowledged) {
    boolean isAlive(long now) {
      return until - now > 0;
    }
  }
}
