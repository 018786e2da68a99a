package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.Locale;

/** The states of the model; each kind of workload comes into some of them ({@link LifeCycle}). */
public enum State {
  /** Accepted, waiting for room. */
  QUEUED,
  /** Room is found; the run is being prepared. */
  INITIALIZING,
  /** The runtime has the run; its program is being started. */
  PENDING,
  /** A notebook on its way: waiting, being prepared, or not answering yet. */
  STARTING,
  /** An app on its way: being started, or not answering yet. */
  SCALING,
  RUNNING,
  /** A job was told to stop, and has not ended yet. */
  INTERRUPTING,
  /** A job reached its time limit, was told to stop, and has not ended yet. */
  TIMEOUT,
  /** A job's program is gone; what is left is being put in order. */
  FINALIZING,
  STOPPING,
  DELETING,
  /** A job ended with exit code 0. */
  DONE,
  /** A job ended because it was told to. */
  INTERRUPTED,
  STOPPED,
  /** Its program failed. */
  FAILED,
  /** The platform failed it. */
  ERROR,
  /** A notebook was told to end and begin anew, and has not ended yet. */
  RESTARTING,
  /** What its program left could not be written back; it is kept here until that is done. */
  SYNC_FAILED,
  /** Of the model; what is deleted is not there any more here. */
  DELETED;

  /**
   * Reads a state's name.
   *
   * @throws Refused with {@link Invalid} for anything else
   */
  public static State of(String text) {
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Refused(new Invalid("statusState", "a state such as RUNNING"));
    }
  }

  /** Whether it stays so until somebody acts. */
  public boolean isSettled() {
    return switch (this) {
      case DONE, INTERRUPTED, STOPPED, FAILED, ERROR, SYNC_FAILED, DELETED -> true;
      case QUEUED,
          INITIALIZING,
          PENDING,
          STARTING,
          SCALING,
          RUNNING,
          INTERRUPTING,
          TIMEOUT,
          FINALIZING,
          STOPPING,
          DELETING,
          RESTARTING ->
          false;
    };
  }

  /** Whether a program is there that can be reached. */
  public boolean isServing() {
    return this == RUNNING || this == INTERRUPTING || this == TIMEOUT;
  }

  /** Whether it was told to end and has not ended yet. */
  public boolean isEnding() {
    return this == INTERRUPTING || this == TIMEOUT || this == STOPPING || this == DELETING;
  }
}
