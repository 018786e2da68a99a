package gatehouse.doors.cli.egress;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gatehouse egress list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List what the workloads of the project may connect to.",
    footer = {"  gatehouse egress list", "  gatehouse egress list -o json"})
public final class EgressListCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var answer = Json.object();
    var list = answer.putArray("hosts");
    Egress.hosts(session).forEach(list::add);
    output.print(session.terminal(), answer, () -> Egress.show(session, answer));
    return 0;
  }
}
