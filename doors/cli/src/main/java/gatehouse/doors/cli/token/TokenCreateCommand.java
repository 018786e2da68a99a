package gatehouse.doors.cli.token;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.command.When;
import gatehouse.doors.cli.remote.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse token create}. */
@Command(
    name = "create",
    description = "Create a token; its value is shown once.",
    footer = {
      "  gatehouse token create ci -r ai_training_operator -l team=vision",
      "  gatehouse token create demo -r read --expires 30d"
    })
public final class TokenCreateCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "What it is for.")
  private String name = "";

  @Option(
      names = {"-r", "--role"},
      required = true,
      paramLabel = "ROLE",
      description = "ai_training_operator (operator) or ai_training_read (read).")
  private String role = "";

  @Option(
      names = {"-l", "--label-selector"},
      paramLabel = "NAME=VALUE",
      description = "Reach only what carries this label; may be repeated.")
  private List<String> selectors = new ArrayList<>();

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "When it ends: a date, or 30d from now.")
  private @Nullable String expires;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var wish = Json.object().put("name", name).put("role", role);
    if (!selectors.isEmpty()) {
      wish.put("labelSelector", String.join(",", selectors));
    }
    if (expires != null) {
      wish.put("expiresAt", When.read(expires, session.world()).toString());
    }
    JsonNode token = session.remote().post(Tokens.ALL, wish);
    output.print(
        session.terminal(),
        token,
        () -> {
          Tokens.card(session, token);
          Tokens.value(session, token);
        });
    return 0;
  }
}
