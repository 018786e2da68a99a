package gatehouse.core.access;

import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * Whether this node may answer anything that needs a decision. Counted on the node's own monotonic
 * clock from before a renewal was sent, so that it never outlasts what the others believe.
 */
public final class NodeLease {

  /** The length of a lease. */
  public static final Duration LENGTH = Duration.ofSeconds(2);

  /** How often it is renewed. */
  public static final Duration RENEWED_EACH = Duration.ofMillis(500);

  /** After so long without one, connections that were held still are closed. */
  public static final Duration CLOSED_AFTER = Duration.ofSeconds(15);

  private final LongSupplier nanoTime;
  private final List<Runnable> regained = new CopyOnWriteArrayList<>();
  private volatile long heldUntil;

  /**
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public NodeLease(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.heldUntil = nanoTime.getAsLong() - 1;
  }

  /** Whether the lease is held now. One volatile read and a look at the clock. */
  public boolean held() {
    return heldUntil - nanoTime.getAsLong() > 0;
  }

  /**
   * Passes while the lease is held.
   *
   * @throws Refused with {@link Unavailable} otherwise
   */
  public void require() {
    if (!held()) {
      throw new Refused(
          new Unavailable(
              "This node cannot reach its database, so it lets nobody in. Try again in a moment."));
    }
  }

  /** How long ago the lease ended; zero while it is held. */
  public Duration endedFor() {
    return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - heldUntil));
  }

  /**
   * Registers what to do when a lease that had ended is held again, after everything was decided
   * anew.
   */
  public void onRegained(Runnable action) {
    regained.add(action);
  }

  /**
   * Holds it for one length from a moment that lies before the renewal was sent. Only the node's
   * own beat may call this.
   */
  void holdFrom(long nanos, Runnable beforeRegaining) {
    boolean wasHeld = held();
    if (!wasHeld) {
      beforeRegaining.run();
    }
    heldUntil = nanos + LENGTH.toNanos();
    if (!wasHeld) {
      regained.forEach(Runnable::run);
    }
  }

  /** Gives it up at once; one that has ended keeps the moment of its end. */
  void drop() {
    if (held()) {
      heldUntil = nanoTime.getAsLong() - 1;
    }
  }
}
