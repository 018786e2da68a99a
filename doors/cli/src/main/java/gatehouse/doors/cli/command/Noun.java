package gatehouse.doors.cli.command;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that needs a verb after it. */
public abstract class Noun implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public final void run() {
    CommandSpec here = Objects.requireNonNull(spec);
    List<String> verbs =
        here.subcommands().values().stream().map(CommandLine::getCommandName).distinct().toList();
    throw new ParameterException(
        here.commandLine(), "Say what to do: one of " + String.join(", ", verbs) + ".");
  }
}
