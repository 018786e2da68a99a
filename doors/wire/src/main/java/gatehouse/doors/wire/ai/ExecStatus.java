package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a command inside a workload ended, as Kubernetes words it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExecStatus(
    String status, @Nullable String message, @Nullable String reason, @Nullable Details details) {

  /** Where the exit code stands. */
  public record Details(List<Cause> causes) {}

  /** The exit code, as a text. */
  public record Cause(String reason, String message) {}

  /** Of a command that ended with an exit code. */
  public static ExecStatus of(int exitCode, String sentence) {
    return exitCode == 0
        ? new ExecStatus("Success", null, null, null)
        : new ExecStatus(
            "Failure",
            sentence,
            "NonZeroExitCode",
            new Details(List.of(new Cause("ExitCode", Integer.toString(exitCode)))));
  }
}
