package gatehouse.core.workload;

import static gatehouse.core.workload.State.*;

/** Which state may follow which, for each kind of workload. */
public final class LifeCycle {
  private LifeCycle() {}

  /** Whether a workload of a kind may go from one state to another. */
  public static boolean mayBecome(WorkloadKind kind, State from, State to) {
    return switch (kind) {
      case JOB -> jobMayBecome(from, to);
      case NOTEBOOK -> notebookMayBecome(from, to);
      case APP -> appMayBecome(from, to);
    };
  }

  /** The state in which a workload of a kind waits for room. */
  public static State first(WorkloadKind kind) {
    return kind == WorkloadKind.NOTEBOOK ? STARTING : QUEUED;
  }

  /** The state in which a run of a kind is being prepared, room having been found. */
  public static State preparing(WorkloadKind kind) {
    return kind == WorkloadKind.NOTEBOOK ? STARTING : INITIALIZING;
  }

  /** The state in which the runtime has a run that does not serve yet. */
  public static State starting(WorkloadKind kind) {
    return switch (kind) {
      case JOB -> PENDING;
      case NOTEBOOK -> STARTING;
      case APP -> SCALING;
    };
  }

  /** The state of one that was told to stop and has not ended yet. */
  public static State stopping(WorkloadKind kind) {
    return kind == WorkloadKind.JOB ? INTERRUPTING : STOPPING;
  }

  /** The state of one that ended because it was told to. */
  public static State stopped(WorkloadKind kind) {
    return kind == WorkloadKind.JOB ? INTERRUPTED : STOPPED;
  }

  private static boolean jobMayBecome(State from, State to) {
    return switch (from) {
      case QUEUED -> to == INITIALIZING || to == INTERRUPTED || to == FAILED || to == ERROR;
      case INITIALIZING -> to == PENDING || to == INTERRUPTED || to == FAILED || to == ERROR;
      case PENDING -> to == RUNNING || to == INTERRUPTING || to == FINALIZING || to == ERROR;
      case RUNNING -> to == INTERRUPTING || to == TIMEOUT || to == FINALIZING || to == ERROR;
      case INTERRUPTING, TIMEOUT -> to == FINALIZING || to == ERROR;
      case FINALIZING ->
          to == DONE || to == INTERRUPTED || to == FAILED || to == ERROR || to == SYNC_FAILED;
      case SYNC_FAILED -> to == FINALIZING || to == ERROR;
      case DONE, INTERRUPTED, FAILED, ERROR -> to == QUEUED;
      case STARTING, SCALING, STOPPING, DELETING, STOPPED, RESTARTING, DELETED -> false;
    };
  }

  private static boolean notebookMayBecome(State from, State to) {
    return switch (from) {
      case STARTING ->
          to == RUNNING
              || to == STOPPING
              || to == STOPPED
              || to == FAILED
              || to == ERROR
              || to == DELETING;
      case RUNNING ->
          to == RESTARTING
              || to == STOPPING
              || to == STOPPED
              || to == FAILED
              || to == ERROR
              || to == DELETING;
      case RESTARTING ->
          to == STOPPING || to == STOPPED || to == FAILED || to == ERROR || to == DELETING;
      case STOPPING ->
          to == STOPPED || to == FAILED || to == ERROR || to == SYNC_FAILED || to == DELETING;
      case SYNC_FAILED -> to == STOPPING || to == ERROR || to == DELETING;
      case STOPPED, FAILED, ERROR -> to == STARTING || to == DELETING;
      case QUEUED,
          INITIALIZING,
          PENDING,
          SCALING,
          INTERRUPTING,
          TIMEOUT,
          FINALIZING,
          DELETING,
          DONE,
          INTERRUPTED,
          DELETED ->
          false;
    };
  }

  private static boolean appMayBecome(State from, State to) {
    return switch (from) {
      case QUEUED ->
          to == INITIALIZING || to == STOPPED || to == FAILED || to == ERROR || to == DELETING;
      case INITIALIZING ->
          to == SCALING || to == STOPPED || to == FAILED || to == ERROR || to == DELETING;
      case SCALING ->
          to == RUNNING
              || to == STOPPING
              || to == STOPPED
              || to == FAILED
              || to == ERROR
              || to == DELETING;
      case RUNNING ->
          to == SCALING
              || to == STOPPING
              || to == STOPPED
              || to == FAILED
              || to == ERROR
              || to == DELETING;
      case STOPPING ->
          to == STOPPED || to == FAILED || to == ERROR || to == SYNC_FAILED || to == DELETING;
      case SYNC_FAILED -> to == STOPPING || to == ERROR || to == DELETING;
      case STOPPED, FAILED, ERROR -> to == QUEUED || to == DELETING;
      case PENDING,
          STARTING,
          INTERRUPTING,
          TIMEOUT,
          FINALIZING,
          DELETING,
          DONE,
          INTERRUPTED,
          RESTARTING,
          DELETED ->
          false;
    };
  }
}
