package gatehouse.core.workload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime knows about one run at this moment.
 *
 * @param startedAt when the program was started, or null before that
 * @param listening whether something answers on the run's HTTP port
 * @param ending how it ended, or null while it runs
 * @param warning a sentence on what will end it unless something changes, or null
 */
public record RunObservation(
    RunId id,
    @Nullable Instant startedAt,
    boolean listening,
    @Nullable Ending ending,
    @Nullable String warning) {

  /** A run of which there is nothing to warn. */
  public RunObservation(
      RunId id, @Nullable Instant startedAt, boolean listening, @Nullable Ending ending) {
    this(id, startedAt, listening, ending, null);
  }

  /**
   * How a run ended.
   *
   * @param at when
   * @param cause what ended it
   * @param exitCode the program's exit code (128 + signal for a signal), or null where there was no
   *     program
   * @param sentence for people: "exit code 3", "killed, it used more than 4 GiB"
   */
  public record Ending(Instant at, Cause cause, @Nullable Integer exitCode, String sentence) {}

  /** What ended a run. */
  public enum Cause {
    /** The program ended by itself, with its exit code. */
    EXITED,
    /** The program was ended by a signal nobody here sent. */
    SIGNALLED,
    /** {@link WorkloadRuntime#stop} ended it. */
    STOPPED,
    /** It used more memory than it was given. */
    OUT_OF_MEMORY,
    /** It kept more in its workspace, or put out more, than it may. */
    OUT_OF_DISK,
    /** The program never started: no such command, no such image. */
    NOT_STARTED,
    /**
     * The runtime lost it (the machine restarted, its keeper was killed) and cannot say how it
     * ended.
     */
    LOST
  }
}
