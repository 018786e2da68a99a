package gatehouse.doors.cli.quota;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse quota show}. */
@Command(
    name = "show",
    aliases = {"list", "ls"},
    description = "Show the quotas, and what of them is in use: one's own, or everybody's.",
    footer = {"  gatehouse quota show", "  gatehouse quota show -o json"})
public final class QuotaShowCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode answer = session.remote().get(QuotaTable.route(session));
    output.print(session.terminal(), answer, () -> QuotaTable.show(session, answer));
    return 0;
  }
}
