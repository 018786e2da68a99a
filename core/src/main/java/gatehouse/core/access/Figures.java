package gatehouse.core.access;

import java.time.Duration;

/**
 * Told what happens to access, for whoever counts. Called on the way of requests: quick, and never
 * throwing.
 */
public interface Figures {

  /** For where nobody counts. */
  static Figures none() {
    return new Figures() {};
  }

  /** A monotonic clock for what is told. */
  default long nanoTime() {
    return 0;
  }

  /** A request or connection was decided about. */
  default void decided(long nanos, boolean allowed) {}

  /** A password was looked at. */
  default void signedIn(boolean accepted) {}

  /**
   * A change to access is in force everywhere.
   *
   * @param took from its commit on
   * @param cut how many connections it closed
   */
  default void revoked(Duration took, int cut) {}
}
