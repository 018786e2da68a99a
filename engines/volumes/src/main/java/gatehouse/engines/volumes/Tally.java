package gatehouse.engines.volumes;

import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import gatehouse.core.workload.RefusalInWords;
import gatehouse.core.workload.Remark;
import gatehouse.core.workload.VolumeProgress;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts how far one volume is; for use by several threads. */
final class Tally {
  private final UUID id = UUID.randomUUID();
  private final Volume volume;
  private final String other;
  private final Instant since;
  private long total;
  private long completed;
  private long skipped;
  private long failed;
  private long deleted;
  private long bytes;
  private String state = "RUNNING";
  private @Nullable String firstFailure;
  private @Nullable String firstLeftOut;
  private long leftOut;

  /**
   * @param other the other side, in words
   */
  Tally(Volume volume, String other, Instant since) {
    this.volume = volume;
    this.other = other;
    this.since = since;
  }

  synchronized void expect(long steps) {
    total += steps;
  }

  /** What was expected turned out to be nothing. */
  synchronized void nothing() {
    total--;
  }

  synchronized void moved(long size) {
    completed++;
    bytes += size;
  }

  synchronized void alike() {
    skipped++;
  }

  synchronized void removed() {
    deleted++;
  }

  synchronized void leaveOut(String what, String why) {
    skipped++;
    leftOut++;
    if (firstLeftOut == null) {
      firstLeftOut = what + " (" + why + ")";
    }
  }

  synchronized void fail(String what, Exception cause) {
    failed++;
    if (firstFailure == null) {
      firstFailure = (what.isEmpty() ? "" : what + ": ") + inWords(cause);
      state = stateOf(cause);
    }
  }

  synchronized boolean hasFailed() {
    return firstFailure != null;
  }

  /** Why it failed; empty where it has not. */
  synchronized String failure() {
    String more = failed > 1 ? ", and " + (failed - 1) + " more" : "";
    return firstFailure == null ? "" : other + ": " + firstFailure + more;
  }

  /** What was left as it is; empty where nothing was. */
  synchronized String leftOut() {
    String more = leftOut > 1 ? ", and " + (leftOut - 1) + " more" : "";
    return firstLeftOut == null ? "" : "left out: " + firstLeftOut + more;
  }

  synchronized void done() {
    if (firstFailure == null) {
      state = "DONE";
    }
  }

  synchronized void interrupted() {
    if (firstFailure == null) {
      state = "INTERRUPTED";
    }
  }

  synchronized VolumeProgress progress(Instant now) {
    return new VolumeProgress(
        id,
        volume.id(),
        other,
        state,
        total,
        completed,
        skipped,
        failed,
        deleted,
        bytes,
        reason(),
        since,
        now);
  }

  private @Nullable Remark reason() {
    if (firstFailure != null) {
      return new Remark("DATASYNC_PROGRESS_FAILED_" + state, failure());
    }
    return firstLeftOut == null ? null : new Remark("DATASYNC_DONE", leftOut());
  }

  private static String stateOf(Exception cause) {
    if (cause instanceof Refused refused) {
      return switch (refused.refusal()) {
        case Refusal.Forbidden _ -> "FORBIDDEN";
        case Refusal.Unauthenticated _ -> "INVALID_CREDENTIALS";
        case Refusal.NotFound _ -> "NOT_FOUND";
        case Refusal.Unavailable _, Refusal.TooMany _ -> "TRANSIENT_ERROR";
        default -> "UNKNOWN_ERROR";
      };
    }
    return cause instanceof IOException ? "TRANSIENT_ERROR" : "UNKNOWN_ERROR";
  }

  private static String inWords(Exception cause) {
    return switch (cause) {
      case Refused refused -> RefusalInWords.of(refused.refusal());
      case InvalidPathException _ ->
          "this machine's locale has no such names: start with LC_ALL=C.UTF-8";
      case java.nio.file.FileSystemException file ->
          file.getReason() == null
              ? file.getClass().getSimpleName()
              : String.valueOf(file.getReason());
      default -> cause.getMessage() == null ? cause.toString() : String.valueOf(cause.getMessage());
    };
  }
}
