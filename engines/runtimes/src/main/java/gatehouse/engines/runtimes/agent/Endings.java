package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.RunSpec;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what a keeper wrote into an ending with a sentence for people. */
public final class Endings {
  private static final String[] SIGNALS = {
    "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
    "PIPE", "ALRM", "TERM"
  };

  private Endings() {}

  /**
   * @param lastWords the last line of the output, asked for only where the sandbox itself failed
   */
  static Ending of(
      Map<String, String> fields, RunSpec spec, boolean started, Supplier<String> lastWords) {
    Instant at = Instant.ofEpochMilli(number(fields, "at"));
    int value = (int) number(fields, "value");
    boolean stopped = number(fields, "stopped") != 0;
    boolean outOfMemory = number(fields, "oom") != 0;
    String text = fields.getOrDefault("text", "");
    return switch (fields.getOrDefault("kind", "")) {
      case "lost" -> new Ending(at, Cause.LOST, null, text);
      case "noexec" -> new Ending(at, Cause.NOT_STARTED, null, noCommand(spec, value, text));
      case "error" -> new Ending(at, Cause.NOT_STARTED, null, "not started: " + text);
      case "exit" -> {
        if (stopped) {
          yield new Ending(at, Cause.STOPPED, value, "stopped");
        }
        yield outOfMemory && value != 0
            ? outOfMemory(at, value, spec)
            : new Ending(at, Cause.EXITED, value, value == 0 ? "finished" : "exit code " + value);
      }
      case "signal" -> {
        if (stopped) {
          yield new Ending(at, Cause.STOPPED, 128 + value, "stopped");
        }
        yield outOfMemory ? outOfMemory(at, 128 + value, spec) : signalled(at, value, "");
      }
      default -> {
        if (stopped) {
          yield new Ending(
              at,
              Cause.STOPPED,
              started ? 137 : null,
              "stopped by force, as it did not end itself");
        }
        if (outOfMemory) {
          yield outOfMemory(at, 137, spec);
        }
        yield started
            ? signalled(at, 9, " from outside its sandbox")
            : new Ending(
                at, Cause.NOT_STARTED, null, "the sandbox could not be made: " + lastWords.get());
      }
    };
  }

  /** A stop that was not asked for has its own reason. */
  static Ending explained(Ending ending, @Nullable String why) {
    return why == null || ending.cause() != Cause.STOPPED
        ? ending
        : new Ending(ending.at(), Cause.OUT_OF_DISK, ending.exitCode(), why);
  }

  private static Ending signalled(Instant at, int signal, String whence) {
    String name = signal < SIGNALS.length ? SIGNALS[signal] : Integer.toString(signal);
    return new Ending(
        at,
        Cause.SIGNALLED,
        128 + signal,
        "ended by signal " + signal + " (" + name + ")" + whence);
  }

  private static Ending outOfMemory(Instant at, int code, RunSpec spec) {
    return new Ending(
        at,
        Cause.OUT_OF_MEMORY,
        code,
        "killed, it used more than " + size(spec.resources().memory()));
  }

  private static String noCommand(RunSpec spec, int error, String text) {
    String command =
        spec.command().isEmpty() ? "the editor" : "'" + spec.command().getFirst() + "'";
    return switch (error) {
      case 2 -> "not started: there is no command " + command + " in image '" + spec.image() + "'";
      case 13 -> "not started: " + command + " may not be run as a program (permission denied)";
      case 8 -> "not started: " + command + " is no program for this machine";
      default -> "not started: " + command + ": " + text;
    };
  }

  /** Bytes in words: "4 GiB", "1536 MiB". */
  public static String size(long bytes) {
    long mebibytes = bytes >> 20;
    if (mebibytes >= 1024 && mebibytes % 1024 == 0) {
      return mebibytes / 1024 + " GiB";
    }
    return mebibytes > 0 ? mebibytes + " MiB" : bytes + " bytes";
  }

  private static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }
}
