package gatehouse.doors.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse help}: the same as {@code --help} behind the words. */
@Command(
    name = "help",
    description = "Show the help of a command, or of all.",
    helpCommand = true,
    footer = {"  gatehouse help", "  gatehouse help user create"})
final class HelpCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "WORD", description = "A noun, or a noun and its verb.")
  private List<String> words = new ArrayList<>();

  @Override
  public void run() {
    CommandLine root = Objects.requireNonNull(spec).root().commandLine();
    CommandLine command = root;
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        String known =
            String.join(
                ", ",
                command.getSubcommands().values().stream()
                    .map(CommandLine::getCommandName)
                    .distinct()
                    .toList());
        throw new ParameterException(
            command,
            known.isEmpty()
                ? "not understood: " + word
                : "not understood: " + word + ". There is: " + known + ".");
      }
      command = next;
    }
    command.usage(root.getOut());
  }
}
