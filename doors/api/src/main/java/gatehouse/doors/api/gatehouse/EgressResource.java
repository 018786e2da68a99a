package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Permission;
import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.administration.ProjectEgress;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.ChangedEgressBody;
import gatehouse.doors.wire.gatehouse.EgressBody;
import java.util.List;

/** Where the workloads of a project may connect to. */
public final class EgressResource implements Resource {
  private static final String PATH = "/v1/gatehouse/project/{project}/egress";

  private final ProjectEgress egress;

  public EgressResource(ProjectEgress egress) {
    this.egress = egress;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", PATH, new Guard.SignedIn(), this::get);
    routes.add("PUT", PATH, new Guard.Needs(Permission.PROJECT_MANAGE), this::set);
  }

  private Reply get(Call call) {
    return Reply.json(new EgressBody(egress.get(call.actor(), call.project()).inWords()));
  }

  private Reply set(Call call) {
    List<String> hosts = call.strictBody(EgressBody.class).hosts();
    if (hosts == null) {
      throw new Refused(new Invalid("hosts", "a list, empty to allow nothing"));
    }
    EgressPolicy policy = EgressPolicy.of(hosts);
    return Reply.json(
        new ChangedEgressBody(
            policy.inWords(), Shapes.receipt(egress.set(call.actor(), call.project(), policy))));
  }
}
