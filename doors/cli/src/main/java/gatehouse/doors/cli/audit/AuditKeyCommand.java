package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse audit key}. */
@Command(
    name = "key",
    description = "Print the public key that the audit is signed with; keep it elsewhere.",
    footer = {
      "  gatehouse audit key > gatehouse-audit.pem",
      "  gatehouse audit verify --key gatehouse-audit.pem"
    })
public final class AuditKeyCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode key = session.remote().get(new Route("/v1/gatehouse/audit/key"));
    output.print(
        session.terminal(),
        key,
        () -> session.terminal().line(key.path("publicKey").asString("").strip()));
    return 0;
  }
}
