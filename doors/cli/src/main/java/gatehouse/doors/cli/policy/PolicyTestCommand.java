package gatehouse.doors.cli.policy;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Colour;
import gatehouse.doors.cli.terminal.Safe;
import gatehouse.doors.cli.terminal.Terminal;
import gatehouse.doors.cli.user.Users;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse policy test}. */
@Command(
    name = "test",
    description = "Say whether a user may do something with object storage, and why.",
    footer = {
      "  gatehouse policy test user-abcdefghijkl s3:GetObject data/a.csv",
      "  gatehouse policy test user-abcdefghijkl s3:ListBucket data --from 192.0.2.7"
    })
public final class PolicyTestCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "ACTION", description = "As s3:GetObject.")
  private String action = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "BUCKET[/KEY]",
      description = "What it is about.")
  private String resource = "";

  @Option(
      names = "--from",
      paramLabel = "ADDRESS",
      description = "Where the request would be from (default: from here).")
  private @Nullable String address;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    int slash = resource.indexOf('/');
    Route route =
        Users.under(session, user, "policy/test")
            .with("action", action)
            .with("bucket", slash < 0 ? resource : resource.substring(0, slash))
            .with("key", slash < 0 ? "" : resource.substring(slash + 1));
    JsonNode answer =
        session.remote().get(address == null ? route : route.with("address", address));
    output.print(session.terminal(), answer, () -> reasons(session.terminal(), answer));
    return 0;
  }

  private static void reasons(Terminal terminal, JsonNode answer) {
    boolean allowed = answer.path("allowed").asBoolean(false);
    terminal.line(
        terminal.paint(allowed ? Colour.GREEN : Colour.RED, allowed ? "Yes." : "No.")
            + " "
            + Safe.line(answer.path("sentence").asString("")));
    String change = answer.path("change").asString("");
    if (!change.isBlank()) {
      terminal.line("To change it: " + Safe.line(change));
    }
  }
}
