package gatehouse.doors.cli.config;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Contexts;
import gatehouse.doors.cli.terminal.Card;
import picocli.CommandLine.Command;

/** {@code gatehouse config}: shows what is set. */
@Command(
    name = "config",
    description = "Show which server and project the commands talk to.",
    subcommands = ConfigSetCommand.class,
    footer = {"  gatehouse config", "  gatehouse config set url https://ai.example.org"})
public final class ConfigCommand extends Verb {
  @Override
  protected int run(Session session) {
    Contexts contexts = session.contexts();
    new Card("Configuration")
        .with("Server", session.address().toString())
        .with(
            "Signed in as",
            contexts.credential(session.address()).map(Contexts.Saved::name).orElse("nobody"))
        .with("Project", session.project().equals("-") ? "your own" : session.project())
        .with("File", contexts.file().toString())
        .print(session.terminal());
    return 0;
  }
}
