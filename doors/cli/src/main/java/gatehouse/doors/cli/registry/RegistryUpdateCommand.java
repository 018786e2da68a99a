package gatehouse.doors.cli.registry;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse registry update}. */
@Command(
    name = "update",
    description = "Change one; what is left out stays.",
    footer = {
      "  gatehouse registry update 4f1c… --password-from-env TOKEN",
      "  gatehouse registry update 4f1c… --address ghcr.io/other --password-from-env TOKEN"
    })
final class RegistryUpdateCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "Its id.")
  private String id = "";

  @Option(names = "--address", paramLabel = "URL", description = "Another host or path.")
  private @Nullable String url;

  @Option(
      names = {"-u", "--username"},
      paramLabel = "NAME",
      description = "Another name there.")
  private @Nullable String username;

  @Option(
      names = "--password-from-env",
      paramLabel = "VARIABLE",
      description = "The variable with another password or token.")
  private @Nullable String variable;

  @Override
  protected int run(Session session) {
    ObjectNode change = Json.object();
    if (url != null) {
      change.put("url", url);
    }
    if (username != null) {
      change.put("username", username);
    }
    if (variable != null) {
      change.put("password", Registries.password(session, variable));
    }
    var _ = session.remote().put(Registries.one(id), change);
    session.terminal().line("Changed the registry " + id + ".");
    return 0;
  }
}
