package gatehouse.doors.cli.node;

import gatehouse.doors.cli.command.Deletion;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse node delete}. */
@Command(
    name = "delete",
    aliases = "rm",
    description = {
      "Give up a node that is gone for good, with the runs, workspaces and logs that only it has.",
      "What ran there has then failed, and may be started anew on the other nodes."
    },
    footer = "  gatehouse node delete gpu2-3fa2c1")
public final class NodeDeleteCommand extends Deletion {
  @Parameters(paramLabel = "NAME", description = "The node's name, as list shows it.")
  private String name = "";

  @Override
  protected String what() {
    return "the node " + name;
  }

  @Override
  protected String along() {
    return " with what only it has";
  }

  @Override
  protected void show(Session session, JsonNode answer) {
    session
        .terminal()
        .line("Workloads that were at home there: " + answer.path("workloads").asInt() + ".");
  }

  @Override
  protected Route route(Session session) {
    return Route.of("/v1/gatehouse/node/{}", name);
  }
}
