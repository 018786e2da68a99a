package gatehouse.doors.api.ascode;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.Json;
import gatehouse.doors.wire.gatehouse.AsCodeWish;
import tools.jackson.databind.JsonNode;

/** Says an action as code; it does not matter whether the caller may do it. */
public final class AsCodeResource implements Resource {

  @Override
  public void mount(Routes routes) {
    routes.add("POST", "/v1/gatehouse/as-code", new Guard.SignedIn(), this::say);
  }

  private Reply say(Call call) {
    AsCodeWish wish = call.strictBody(AsCodeWish.class);
    String action = wish.action();
    if (action == null) {
      throw new Refused(new Invalid("action", "required"));
    }
    String project = wish.project();
    JsonNode body = wish.body();
    String target = wish.target();
    return Reply.json(
        new Snippets(
                call.scheme() + "://" + call.host(),
                project == null ? call.project().value() : call.project(project).value(),
                action,
                target == null ? "" : target,
                body == null ? Json.mapper().createObjectNode() : body)
            .all());
  }
}
