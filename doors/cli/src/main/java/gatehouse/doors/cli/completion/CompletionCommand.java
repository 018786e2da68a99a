package gatehouse.doors.cli.completion;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse completion}. */
@Command(
    name = "completion",
    description = "Print the script that completes commands in a shell.",
    footer = {
      "  source <(gatehouse completion bash)",
      "  gatehouse completion zsh > ~/.zsh/gatehouse && echo 'source ~/.zsh/gatehouse' >> ~/.zshrc"
    })
public final class CompletionCommand extends Verb {
  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private String shell = "";

  @Override
  protected int run(Session session) {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw misused("\"" + shell + "\" is neither bash nor zsh.");
    }
    session.terminal().line(AutoComplete.bash("gatehouse", spec().root().commandLine()));
    return 0;
  }
}
