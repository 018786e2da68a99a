package gatehouse.doors.cli.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a password comes from; asked for when nothing is said and somebody sits there. */
public final class PasswordSource {
  /** What to give where nobody sits at a keyboard. */
  public static final String INSTEAD = "--password-from-stdin or --password-from-env VAR";

  @Option(
      names = {"-p", "--password"},
      paramLabel = "PASSWORD",
      description = "The password. Others on this machine may see it: prefer the two below.")
  private @Nullable String password;

  @Option(
      names = "--password-from-stdin",
      description = "Read the password from the first line of standard input.")
  private boolean fromStdin;

  @Option(
      names = "--password-from-env",
      paramLabel = "VAR",
      description = "Read the password from an environment variable.")
  private @Nullable String fromEnv;

  /** The password of a source, or the answer to a question. */
  public static String read(
      @Nullable PasswordSource source, Session session, CommandSpec command, String question)
      throws IOException {
    if (source == null) {
      return session
          .terminal()
          .keyboard()
          .orElseThrow(
              () ->
                  new ParameterException(
                      command.commandLine(), "Nobody is here to be asked: give " + INSTEAD + "."))
          .askSecretly(question);
    }
    if (source.fromStdin) {
      return session.terminal().firstLine();
    }
    String variable = source.fromEnv;
    if (variable != null) {
      String value = session.world().environment().get(variable);
      if (value == null) {
        throw new ParameterException(
            command.commandLine(), "The environment variable " + variable + " is not set.");
      }
      return value;
    }
    return source.password == null ? "" : source.password;
  }
}
