package gatehouse.doors.cli.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One thing that can be asked for on the command line. */
public abstract class Verb implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final Integer call() throws Exception {
    var globals = (GlobalOptions) spec().root().userObject();
    return run(globals.session());
  }

  /** Does it; answers the exit code. */
  protected abstract int run(Session session) throws Exception;

  /** This verb's place in the command tree. */
  protected final CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }

  /** The words did not make sense: the exit code will be 2. */
  protected final ParameterException misused(String sentence) {
    return new ParameterException(spec().commandLine(), sentence);
  }

  /**
   * Asks before something that cannot be undone; where nobody sits at a keyboard, the command line
   * itself is the answer.
   */
  public static boolean confirmed(Session session, boolean yes, String question) {
    if (yes || session.terminal().keyboard().isEmpty()) {
      return true;
    }
    String answer = session.terminal().keyboard().orElseThrow().ask(question + " [y/N] ").strip();
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }
}
