package gatehouse.doors.cli.egress;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse egress allow}. */
@Command(
    name = "allow",
    description = "Let the workloads of the project connect to these hosts too.",
    footer = {
      "  gatehouse egress allow pypi.org files.pythonhosted.org",
      "  gatehouse egress allow '*.example.com' 10.1.0.0/16:5432"
    })
public final class EgressAllowCommand extends Verb {
  @Parameters(arity = "1..*", paramLabel = "HOST", description = "See: gatehouse egress --help")
  private List<String> hosts = new ArrayList<>();

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var all = Egress.hosts(session);
    all.addAll(hosts);
    JsonNode answer = Egress.replace(session, all);
    output.print(session.terminal(), answer, () -> Egress.show(session, answer));
    return 0;
  }
}
