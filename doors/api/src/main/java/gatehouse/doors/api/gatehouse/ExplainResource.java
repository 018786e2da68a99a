package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Permission;
import gatehouse.core.administration.Explanations;
import gatehouse.core.administration.Users;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.ExplanationBody;
import gatehouse.doors.wire.gatehouse.WhoBody;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Why somebody may or may not, and who may. */
public final class ExplainResource implements Resource {
  private final Explanations explanations;
  private final Function<String, Optional<gatehouse.core.access.Resource>> workloads;
  private final UserPath userPath;

  /**
   * @param workloads what is decided about for the id of a workload; empty where there is none
   */
  public ExplainResource(
      Explanations explanations,
      Users users,
      Function<String, Optional<gatehouse.core.access.Resource>> workloads) {
    this.explanations = explanations;
    this.workloads = workloads;
    this.userPath = new UserPath(users);
  }

  @Override
  public void mount(Routes routes) {
    routes.add(
        "GET",
        "/v1/gatehouse/project/{project}/explain",
        new Guard.Needs(Permission.USER_READ),
        this::explain);
  }

  private Reply explain(Call call) {
    Permission permission = permission(call.query("permission").orElse(""));
    Optional<String> user = call.query("user").filter(text -> !text.isEmpty());
    return user.isPresent() ? about(call, user.get(), permission) : who(call, permission);
  }

  private Reply about(Call call, String user, Permission permission) {
    var explained =
        explanations.explain(
            call.actor(), call.project(), userPath.id(call, user), permission, resource(call));
    return Reply.json(
        new ExplanationBody(
            explained.explanation().allowed(),
            explained.explanation().sentence(),
            explained.explanation().change(),
            explained.chain()));
  }

  private Reply who(Call call, Permission permission) {
    return Reply.json(
        new WhoBody(
            explanations.who(call.actor(), call.project(), permission).stream()
                .map(who -> new WhoBody.One(who.name(), who.because()))
                .toList()));
  }

  private gatehouse.core.access.Resource resource(Call call) {
    Optional<String> workload = call.query("workload").filter(text -> !text.isEmpty());
    if (workload.isEmpty()) {
      return gatehouse.core.access.Resource.of(call.project());
    }
    return workloads
        .apply(workload.get())
        .filter(found -> call.project().equals(found.project()))
        .orElseThrow(() -> new Refused(new NotFound("workload", workload.get())));
  }

  private static Permission permission(String name) {
    return Arrays.stream(Permission.values())
        .filter(permission -> permission.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new Refused(new Invalid("permission", "a permission, such as notebook_stop")));
  }
}
