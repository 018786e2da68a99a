package gatehouse.doors.cli.node;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse node list}. */
@Command(
    name = "list",
    aliases = "ls",
    description =
        "List the nodes: those that are there, and those that have workloads and are not.",
    footer = "  gatehouse node list")
public final class NodeListCommand extends Listing {
  static final Route ALL = new Route("/v1/gatehouse/node");

  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(ALL);
  }

  @Override
  protected Table table() {
    return new Table("name", "state", "workloads");
  }

  @Override
  protected List<String> row(Session session, JsonNode node) {
    return List.of(
        text(node, "name"),
        node.path("alive").asBoolean() ? "there" : "not there",
        text(node, "workloads"));
  }
}
