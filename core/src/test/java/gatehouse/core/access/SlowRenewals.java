package gatehouse.core.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A cluster whose renewals, once told so, wait as for a slow disk until they are let through. */
public final class SlowRenewals implements Cluster {
  private final Cluster cluster;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch letThrough = new CountDownLatch(1);
  private volatile boolean slow;

  public SlowRenewals(Cluster cluster) {
    this.cluster = cluster;
  }

  /** From here on renewals wait. */
  public void begin() {
    slow = true;
  }

  /** Returns when a renewal waits. */
  public void awaitOne() throws InterruptedException {
    begun.await();
  }

  /** Lets all through that wait. */
  public void end() {
    slow = false;
    letThrough.countDown();
  }

  @Override
  public List<Revision> renew(String node, long applied, Duration lease) {
    List<Revision> read = cluster.renew(node, applied, lease);
    if (slow) {
      begun.countDown();
      try {
        letThrough.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return read;
  }

  @Override
  public long join(Member node, Duration lease) {
    return cluster.join(node, lease);
  }

  @Override
  public List<Revision> after(long applied) {
    return cluster.after(applied);
  }

  @Override
  public void acknowledge(
      String node, long upTo, Map<Long, Map<ConnectionKind, Integer>> cutByRevision) {
    cluster.acknowledge(node, upTo, cutByRevision);
  }

  @Override
  public List<String> behind(long revision) {
    return cluster.behind(revision);
  }

  @Override
  public List<Acknowledgement> acknowledgements(long revision) {
    return cluster.acknowledgements(revision);
  }

  @Override
  public List<Member> alive() {
    return cluster.alive();
  }

  @Override
  public void leave(String node) {
    cluster.leave(node);
  }

  @Override
  public AutoCloseable listen(Runnable somethingNew) {
    return cluster.listen(somethingNew);
  }
}
