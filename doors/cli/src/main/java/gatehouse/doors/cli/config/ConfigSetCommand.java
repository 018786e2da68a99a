package gatehouse.doors.cli.config;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gatehouse config set}. */
@Command(
    name = "set",
    description = "Set the server (url) or the project; an empty value forgets it.",
    footer = {
      "  gatehouse config set url https://ai.example.org",
      "  gatehouse config set project ''"
    })
public final class ConfigSetCommand extends Verb {
  @Parameters(index = "0", paramLabel = "NAME", description = "url or project.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "VALUE", description = "What it shall be.")
  private String value = "";

  @Override
  protected int run(Session session) {
    switch (name) {
      case "url" ->
          session.contexts().set(name, value.isBlank() ? "" : Address.parse(value).toString());
      case "project" -> session.contexts().set(name, value.strip());
      default -> throw misused("There is no setting \"" + name + "\": it is url or project.");
    }
    session.contexts().save();
    session.terminal().line(value.isBlank() ? "Forgot " + name + "." : "Set " + name + ".");
    return 0;
  }
}
