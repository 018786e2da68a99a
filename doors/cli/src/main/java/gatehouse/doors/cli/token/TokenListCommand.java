package gatehouse.doors.cli.token;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Pages;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse token list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the tokens; their values are not kept and cannot be shown.",
    footer = {"  gatehouse token list", "  gatehouse token list -o json"})
public final class TokenListCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode tokens = Pages.ofWorkloads(session.remote(), Tokens.ALL);
    output.print(
        session.terminal(),
        tokens,
        () -> {
          var table = new Table("id", "name", "role", "reaches", "version", "created", "expires");
          for (JsonNode token : tokens.values()) {
            JsonNode spec = token.path("spec");
            table.row(
                List.of(
                    token.path("id").asString(""),
                    spec.path("name").asString(""),
                    spec.path("role").asString(""),
                    Tokens.selector(spec),
                    token.path("status").path("version").asString(""),
                    session.dates().readable(token.path("createdAt").asString("")),
                    session.dates().readable(spec.path("expiresAt").asString(""))));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
