package gatehouse.doors.cli.application;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse application create}. */
@Command(
    name = "create",
    description = "Create an application with a validated key; its secrets are shown once.",
    footer = {
      "  gatehouse application create terraform",
      "  gatehouse application create report --rule 'GET /cloud/*' --rule 'GET /me'",
      "  gatehouse application create runner --allowed-ip 192.0.2.0/24"
    })
public final class ApplicationCreateCommand extends Verb {
  @Parameters(paramLabel = "NAME", description = "What it is for.")
  private String name = "";

  @Option(names = "--description", paramLabel = "TEXT", description = "More about it.")
  private @Nullable String description;

  @Option(
      names = "--rule",
      paramLabel = "'METHOD PATH'",
      description = "What its key may call; may be repeated. Everything when left out.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--allowed-ip",
      paramLabel = "RANGE",
      description =
          "Where its key may be used from, an address or a range as 192.0.2.0/24; may be"
              + " repeated. Anywhere when left out.")
  private List<String> allowedIps = new ArrayList<>();

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var wish = Json.object().put("name", name);
    if (description != null) {
      wish.put("description", description);
    }
    if (!rules.isEmpty()) {
      var list = wish.putArray("rules");
      for (String rule : rules) {
        String[] parts = rule.strip().split("\\s+", -1);
        if (parts.length != 2 || !parts[1].startsWith("/")) {
          throw misused("A rule is a method and a path, as 'GET /cloud/*', not \"" + rule + "\".");
        }
        list.addObject().put("method", parts[0]).put("path", parts[1]);
      }
    }
    if (!allowedIps.isEmpty()) {
      var list = wish.putArray("allowedIPs");
      allowedIps.forEach(list::add);
    }
    JsonNode keys = session.remote().post(Applications.ALL, wish);
    output.print(
        session.terminal(),
        keys,
        () -> Handover.blocks(session.address(), keys).forEach(session.terminal()::line));
    return 0;
  }
}
