package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.Permission;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.NodeBody;
import java.util.List;
import java.util.function.Supplier;

/**
 * The nodes that are alive, and which of them answers: what is open is listed, looked ahead at and
 * cut by hand at that one alone.
 */
public final class NodesResource implements Resource {
  private final Supplier<List<Cluster.Member>> alive;
  private final String here;

  /**
   * @param here the name of the answering node
   */
  public NodesResource(Supplier<List<Cluster.Member>> alive, String here) {
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
  }

  private Reply list(Call call) {
    return Reply.json(
        alive.get().stream()
            .map(node -> new NodeBody(node.name(), node.name().equals(here)))
            .toList());
  }
}
