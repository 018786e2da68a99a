package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.Permission;
import gatehouse.core.workload.Nodes;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.GivenUpBody;
import gatehouse.doors.wire.gatehouse.NodeBody;
import gatehouse.doors.wire.gatehouse.NodeStateBody;
import java.util.List;
import java.util.function.Supplier;

/**
 * The nodes that are alive, and which of them answers: what is open is listed, looked ahead at and
 * cut by hand at that one alone. For who owns the installation, those with workloads that are gone
 * too.
 */
public final class NodesResource implements Resource {
  private static final String ALL = "/v1/gatehouse/node";

  private final Nodes nodes;
  private final Supplier<List<Cluster.Member>> alive;
  private final String here;

  /**
   * @param here the name of the answering node
   */
  public NodesResource(Nodes nodes, Supplier<List<Cluster.Member>> alive, String here) {
    this.nodes = nodes;
    this.alive = alive;
    this.here = here;
  }

  @Override
  public void mount(Routes routes) {
    routes.add(
        "GET",
        "/v1/gatehouse/project/{project}/node",
        new Guard.Needs(Permission.SESSION_READ),
        this::list);
    var manage = new Guard.Needs(Permission.NODE_MANAGE);
    routes.add("GET", ALL, manage, this::all);
    routes.add("DELETE", ALL + "/{name}", manage, this::giveUp);
  }

  private Reply all(Call call) {
    return Reply.json(
        nodes.list(call.actor()).stream()
            .map(node -> new NodeStateBody(node.name(), node.alive(), node.workloads()))
            .toList());
  }

  private Reply giveUp(Call call) {
    return Reply.json(new GivenUpBody(nodes.giveUp(call.actor(), call.path("name", name -> name))));
  }

  private Reply list(Call call) {
    return Reply.json(
        alive.get().stream()
            .map(node -> new NodeBody(node.name(), node.name().equals(here)))
            .toList());
  }
}
