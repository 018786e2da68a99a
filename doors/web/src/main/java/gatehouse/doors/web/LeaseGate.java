package gatehouse.doors.web;

import gatehouse.core.access.NodeLease;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds streams still while this node has no lease, and lets go when it has one again. */
public final class LeaseGate {
  private static final long CLOSED_AFTER = NodeLease.CLOSED_AFTER.toNanos();

  private static final long LOOKS_AGAIN = TimeUnit.SECONDS.toNanos(1);

  private final NodeLease lease;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition regained = lock.newCondition();

  public LeaseGate(NodeLease lease) {
    this.lease = lease;
    lease.onRegained(this::letGo);
  }

  /** Passes at once while the lease is held: one volatile read. */
  public void await() throws IOException {
    if (!lease.held()) {
      awaitLease();
    }
  }

  private void awaitLease() throws IOException {
    lock.lock();
    try {
      long left = CLOSED_AFTER;
      while (!lease.held()) {
        if (left <= 0) {
          throw new IOException("this node has been without a lease for too long");
        }
        long turn = Math.min(left, LOOKS_AGAIN);
        left -= turn - regained.awaitNanos(turn);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is stopping", e);
    } finally {
      lock.unlock();
    }
  }

  private void letGo() {
    lock.lock();
    try {
      regained.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
