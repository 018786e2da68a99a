package gatehouse.doors.cli.egress;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Failure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse egress deny}. */
@Command(
    name = "deny",
    description = "Allow hosts no more: what is connected to them is closed before it returns.",
    footer = {"  gatehouse egress deny pypi.org", "  gatehouse egress deny --all"})
public final class EgressDenyCommand extends Verb {
  @Parameters(arity = "0..*", paramLabel = "HOST", description = "As egress list shows it.")
  private List<String> hosts = new ArrayList<>();

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (hosts.isEmpty() != all) {
      throw new Failure("Say which hosts, or --all.");
    }
    var left = Egress.hosts(session);
    for (String host : hosts) {
      if (!left.remove(host)) {
        throw new Failure(host + " is not allowed anyway. See: gatehouse egress list");
      }
    }
    JsonNode answer = Egress.replace(session, all ? List.of() : left);
    output.print(session.terminal(), answer, () -> Egress.show(session, answer));
    return 0;
  }
}
