package gatehouse.core.workload;

import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import java.time.Instant;

/** What becomes of a workload whose run has ended. */
final class Endings {
  private Endings() {}

  /** The run has ended as the runtime says. */
  static void ended(Course course, RunObservation seen, Ending ending) {
    Instant started = seen.startedAt();
    boolean neverRan = course.workload().status().times().startedAt() == null;
    if (course.kind() == WorkloadKind.JOB
        && course.workload().state() == State.PENDING
        && started != null
        && ending.cause() != Cause.NOT_STARTED) {
      course.times(times -> times.started(started));
      course.to(State.RUNNING, started, "RUNNING", "Running");
    }
    settle(course, ending, neverRan && course.kind() != WorkloadKind.JOB);
  }

  /** The runtime, which had the run, does not know it any more. */
  static void lost(Course course) {
    String sentence = "the runtime does not know it any more; how it ended cannot be said";
    settle(course, new Ending(course.now(), Cause.LOST, null, sentence), false);
  }

  /** It could not be started at all, and the runtime has nothing of it. */
  static void refused(Course course, String sentence) {
    course.times(times -> times.finalized(course.now()));
    finish(course, State.FAILED, "FAILED", "Failed: " + sentence);
  }

  /** It was told to stop before anything was started. */
  static void neverStarted(Course course) {
    course.times(times -> times.finalized(course.now()));
    State stopped = LifeCycle.stopped(course.kind());
    finish(course, stopped, stopped.name(), inWords(stopped) + " before it was started");
  }

  private static void settle(Course course, Ending ending, boolean neverAnswered) {
    State before = course.workload().state();
    if (course.kind() == WorkloadKind.JOB) {
      course.to(State.FINALIZING, ending.at(), "FINALIZING", "Finalizing: the program is gone");
    }
    course.exited(ending.exitCode());
    course.times(times -> times.stopped(ending.at()).finalized(course.now()));
    State last = lastState(course.kind(), ending);
    switch (last) {
      case DONE -> finish(course, last, "DONE", "Done: exit code 0");
      case INTERRUPTED -> {
        if (before == State.TIMEOUT) {
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
        finish(course, last, "STOPPED", byItself ? "Stopped: it ended by itself" : "Stopped");
      }
      case FAILED -> {
        boolean early = neverAnswered && ending.cause() == Cause.EXITED;
        String when = early ? ", before it answered on its port" : "";
        finish(course, last, "FAILED", "Failed: " + ending.sentence() + when);
      }
      default -> finish(course, last, errorWord(course.kind()), "Error: " + ending.sentence());
    }
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
      case SIGNALLED, OUT_OF_MEMORY, NOT_STARTED -> State.FAILED;
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

  /** The model has no code of that name for notebooks. */
  private static String errorWord(WorkloadKind kind) {
    return kind == WorkloadKind.NOTEBOOK ? "FAILED_WITH_MESSAGE" : "ERROR";
  }

  private static String inWords(State stopped) {
    return stopped == State.INTERRUPTED ? "Interrupted" : "Stopped";
  }
}
