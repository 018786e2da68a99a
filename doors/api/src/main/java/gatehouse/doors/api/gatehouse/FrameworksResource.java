package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Permission;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Framework;
import gatehouse.core.workload.Frameworks;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.FrameworkBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an administrator lets the notebooks of a project compute with. */
public final class FrameworksResource implements Resource {
  private static final String ALL = "/v1/gatehouse/project/{project}/framework";

  private final Frameworks frameworks;

  public FrameworksResource(Frameworks frameworks) {
    this.frameworks = frameworks;
  }

  @Override
  public void mount(Routes routes) {
    var manage = new Guard.Needs(Permission.PROJECT_MANAGE);
    routes.add("GET", ALL, new Guard.Needs(Permission.CAPABILITIES_READ), this::list);
    routes.add("POST", ALL, manage, this::add);
    routes.add("DELETE", ALL + "/{id}", manage, this::delete);
  }

  private Reply list(Call call) {
    return Reply.json(
        frameworks.list(call.actor(), call.project()).stream()
            .map(FrameworksResource::body)
            .toList());
  }

  private Reply add(Call call) {
    FrameworkBody body = call.strictBody(FrameworkBody.class);
    return Reply.json(
        body(
            frameworks.add(
                call.actor(),
                call.project(),
                required("id", body.id()),
                required("image", body.image()),
                body.version(),
                body.name(),
                body.description(),
                body.editors() == null ? List.of() : body.editors())));
  }

  private Reply delete(Call call) {
    frameworks.delete(
        call.actor(),
        call.project(),
        call.path("id", text -> text),
        call.query("version").orElse(null));
    return Reply.noContent();
  }

  private static FrameworkBody body(Framework one) {
    return new FrameworkBody(
        one.id(),
        one.image(),
        one.version(),
        one.name(),
        one.description(),
        one.editors(),
        one.createdAt());
  }

  private static String required(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new Refused(new Invalid(field, "there and not empty"));
    }
    return text;
  }
}
