package gatehouse.core.workload;

import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a workload whose run has ended. */
final class Endings {
  private static final String SAVING = "Finalizing: saving " + Backup.PATH;

  private Endings() {}

  /** The run has ended as the runtime says. */
  static void ended(Course course, RunObservation seen, Ending ending) {
    boolean neverRan = course.workload().status().times().startedAt() == null;
    wasRunning(course, seen, ending);
    settle(course, ending, neverRan && course.kind() != WorkloadKind.JOB);
  }

  /** The run is over, and what it left is written back before that is said. */
  static void writingBack(Course course, @Nullable RunObservation seen, Ending ending) {
    finalizing(
        course,
        seen,
        ending,
        "Finalizing: writing data back to " + DataSteps.sources(course.workload(), Direction.PUSH));
    course.move(Direction.PUSH);
  }

  /** The run is over, and what a notebook keeps is saved before that is said. */
  static void saving(Course course, @Nullable RunObservation seen, Ending ending) {
    finalizing(course, seen, ending, SAVING);
  }

  /** Whether that was said already. */
  static boolean isSaving(Workload workload) {
    return workload.status().remark().sentence().equals(SAVING);
  }

  private static void finalizing(
      Course course, @Nullable RunObservation seen, Ending ending, String sentence) {
    if (seen != null) {
      wasRunning(course, seen, ending);
    }
    State state = course.kind() == WorkloadKind.JOB ? State.FINALIZING : State.STOPPING;
    if (course.workload().state() == state) {
      course.on(pushingWord(course.kind()), sentence);
    } else {
      course.to(state, ending.at(), pushingWord(course.kind()), sentence);
    }
    course.exited(ending.exitCode());
    course.times(times -> times.stopped(ending.at()));
    course.admitted(false);
  }

  /** What a run left could not be written back; it stays here, so that this can be tried again. */
  static void notWrittenBack(Course course, String why) {
    course.times(times -> times.finalized(course.now()));
    String sentence =
        "Not written back: "
            + why
            + ". Nothing is lost: the data is kept here until a push of it works.";
    finish(course, State.SYNC_FAILED, syncFailedWord(course.kind()), sentence);
  }

  /** What could not be written back is tried again. */
  static void pushAgain(Course course) {
    State state = course.kind() == WorkloadKind.JOB ? State.FINALIZING : State.STOPPING;
    String sentence = "Finalizing: writing data back once more";
    course.to(state, course.now(), pushingWord(course.kind()), sentence);
  }

  /** The ending of a run that the runtime, which had it, does not know any more. */
  static Ending lost(Instant at) {
    String sentence = "the runtime does not know it any more; how it ended cannot be said";
    return new Ending(at, Cause.LOST, null, sentence);
  }

  /** The runtime, which had the run, does not know it any more. */
  static void lost(Course course) {
    settle(course, lost(course.now()), false);
  }

  /** The node that had it is gone for good; how its run ended nobody knows. */
  static void gone(Course course, String node) {
    State state = course.workload().state();
    if (!state.isSettled() || state == State.SYNC_FAILED) {
      course.times(times -> times.stopped(course.now()).finalized(course.now()));
      String and = state == State.SYNC_FAILED ? ", and with it what was not written back" : "";
      String sentence = "Error: the node " + node + ", which had it, is gone for good" + and;
      finish(course, State.ERROR, errorWord(course.kind()), sentence);
    }
  }

  private static void wasRunning(Course course, RunObservation seen, Ending ending) {
    Instant started = seen.startedAt();
    if (course.kind() == WorkloadKind.JOB
        && course.workload().state() == State.PENDING
        && started != null
        && ending.cause() != Cause.NOT_STARTED) {
      course.times(times -> times.started(started));
      course.to(State.RUNNING, started, "RUNNING", "Running");
    }
  }

  /** It could not be started at all, and the runtime has nothing of it. */
  static void refused(Course course, String sentence) {
    course.times(times -> times.finalized(course.now()));
    finish(course, State.FAILED, "FAILED", "Failed: " + sentence);
  }

  /** What it needs is not to be had; {@code word} is the model's code for jobs. */
  static void refused(Course course, String word, String sentence) {
    course.times(times -> times.finalized(course.now()));
    String told = course.kind() == WorkloadKind.JOB ? word : "FAILED";
    finish(course, State.FAILED, told, "Failed: " + sentence);
  }

  /** It was told to stop before anything was started. */
  static void neverStarted(Course course) {
    course.times(times -> times.finalized(course.now()));
    State stopped = LifeCycle.stopped(course.kind());
    finish(course, stopped, stopped.name(), inWords(stopped) + " before it was started");
  }

  private static void settle(Course course, Ending ending, boolean neverAnswered) {
    boolean timedOut = timedOut(course.workload().status());
    if (course.kind() == WorkloadKind.JOB && course.workload().state() != State.FINALIZING) {
      course.to(State.FINALIZING, ending.at(), "FINALIZING", "Finalizing: the program is gone");
    }
    course.exited(ending.exitCode());
    course.times(times -> times.stopped(ending.at()).finalized(course.now()));
    State last = lastState(course.kind(), ending);
    switch (last) {
      case DONE -> finish(course, last, "DONE", "Done: exit code 0");
      case INTERRUPTED -> {
        if (timedOut) {
          boolean again = restartsAfterTimeout(course.workload());
          finish(course, last, "TIMEOUT", "Interrupted: " + limit(course.workload()));
          if (again) {
            course.again("Queued: started again after its time limit");
          }
        } else {
          finish(course, last, "INTERRUPTED", "Interrupted: it was told to stop");
        }
      }
      case STOPPED -> {
        boolean byItself = ending.cause() == Cause.EXITED;
        boolean again = isRestarting(course.workload());
        finish(course, last, "STOPPED", byItself ? "Stopped: it ended by itself" : "Stopped");
        if (again) {
          course.again("Starting: it was told to restart");
        }
      }
      case FAILED -> {
        boolean early = neverAnswered && ending.cause() == Cause.EXITED;
        String when = early ? ", before it answered on its port" : "";
        String word = failedWord(course.kind(), ending.cause());
        finish(course, last, word, "Failed: " + ending.sentence() + when);
      }
      default -> finish(course, last, errorWord(course.kind()), "Error: " + ending.sentence());
    }
  }

  /** Whether the present run reached its time limit. */
  private static boolean timedOut(Status status) {
    return cameInto(status, State.TIMEOUT);
  }

  /** Whether the present run is to be followed by another, and nobody told it to stop meanwhile. */
  private static boolean isRestarting(Workload workload) {
    return workload.kind() == WorkloadKind.NOTEBOOK
        && workload.desired() == Desired.RUNNING
        && cameInto(workload.status(), State.RESTARTING);
  }

  private static boolean cameInto(Status status, State state) {
    Instant started = status.times().startedAt();
    return started != null
        && status.history().stream()
            .anyMatch(one -> one.state() == state && !one.at().isBefore(started));
  }

  /** The model has no code for an app whose data is being written back. */
  private static String pushingWord(WorkloadKind kind) {
    return kind == WorkloadKind.APP ? "STOPPING" : "FINALIZING";
  }

  private static String syncFailedWord(WorkloadKind kind) {
    return kind == WorkloadKind.APP ? "FAILED" : "SYNC_FAILED";
  }

  private static void finish(Course course, State last, String word, String sentence) {
    course.to(last, course.now(), word, sentence);
    course.admitted(false);
    if (course.workload().desired() == Desired.RUNNING) {
      course.wanted(Desired.STOPPED);
    }
  }

  private static State lastState(WorkloadKind kind, Ending ending) {
    Integer code = ending.exitCode();
    return switch (ending.cause()) {
      case EXITED -> {
        if (code == null || code != 0 || kind == WorkloadKind.APP) {
          yield State.FAILED;
        }
        yield kind == WorkloadKind.JOB ? State.DONE : State.STOPPED;
      }
      case SIGNALLED, OUT_OF_MEMORY, OUT_OF_DISK, NOT_STARTED -> State.FAILED;
      case STOPPED -> LifeCycle.stopped(kind);
      case LOST -> State.ERROR;
    };
  }

  /** Unless somebody told it to stop meanwhile. */
  private static boolean restartsAfterTimeout(Workload workload) {
    return workload.spec() instanceof JobSpec job
        && job.timeoutAutoRestart()
        && workload.desired() == Desired.RUNNING;
  }

  private static String limit(Workload workload) {
    return workload.spec() instanceof JobSpec job
        ? "it reached its time limit of " + job.timeout().toSeconds() + " s"
        : "it reached its time limit";
  }

  /** The model has a code of its own for jobs that kept too much. */
  private static String failedWord(WorkloadKind kind, Cause cause) {
    return kind == WorkloadKind.JOB && cause == Cause.OUT_OF_DISK ? "EVICTED" : "FAILED";
  }

  /** The model has no code of that name for notebooks. */
  private static String errorWord(WorkloadKind kind) {
    return kind == WorkloadKind.NOTEBOOK ? "FAILED_WITH_MESSAGE" : "ERROR";
  }

  private static String inWords(State stopped) {
    return stopped == State.INTERRUPTED ? "Interrupted" : "Stopped";
  }
}
