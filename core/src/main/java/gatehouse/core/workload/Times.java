package gatehouse.core.workload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a run came how far; null for what has not come yet.
 *
 * @param queuedAt when it was asked for
 * @param initializingAt when room was found
 * @param pendingAt when the runtime had it
 * @param startedAt when it was running
 * @param stoppedAt when its program had ended
 * @param finalizedAt when all was in order again
 */
public record Times(
    Instant queuedAt,
    @Nullable Instant initializingAt,
    @Nullable Instant pendingAt,
    @Nullable Instant startedAt,
    @Nullable Instant stoppedAt,
    @Nullable Instant finalizedAt) {

  /** The times of a run that was just asked for. */
  public static Times queued(Instant at) {
    return new Times(at, null, null, null, null, null);
  }

  /** With the moment at which room was found. */
  public Times initializing(Instant at) {
    return new Times(queuedAt, at, null, null, null, null);
  }

  /** With the moment at which the runtime had it. */
  public Times pending(Instant at) {
    return new Times(queuedAt, initializingAt, at, null, null, null);
  }

  /** With the moment from which it runs. */
  public Times started(Instant at) {
    return new Times(queuedAt, initializingAt, pendingAt, at, null, null);
  }

  /** With the moment at which the program was gone. */
  public Times stopped(Instant at) {
    return new Times(queuedAt, initializingAt, pendingAt, startedAt, at, finalizedAt);
  }

  /** With the moment at which all was in order again. */
  public Times finalized(Instant at) {
    return new Times(
        queuedAt, initializingAt, pendingAt, startedAt, stoppedAt == null ? at : stoppedAt, at);
  }
}
