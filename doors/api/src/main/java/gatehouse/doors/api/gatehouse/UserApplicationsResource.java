package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Actions;
import gatehouse.core.access.Permission;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.UserApplications;
import gatehouse.core.administration.Users;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.AllowedActionBody;
import gatehouse.doors.wire.gatehouse.ReceiptAnswer;
import java.time.InstantSource;
import java.util.Map;

/** The API applications of a user, for those who manage users. */
public final class UserApplicationsResource implements Resource {
  private static final String ALL = "/v1/gatehouse/project/{project}/user/{user}/application";

  private final UserApplications applications;
  private final AdministrationStore store;
  private final UserPath userPath;
  private final InstantSource clock;

  public UserApplicationsResource(
      UserApplications applications, Users users, AdministrationStore store, InstantSource clock) {
    this.applications = applications;
    this.store = store;
    this.userPath = new UserPath(users);
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", ALL, new Guard.Needs(Permission.USER_READ), this::list);
    routes.add("DELETE", ALL + "/{id}", new Guard.Needs(Permission.USER_MANAGE), this::delete);
  }

  private Reply list(Call call) {
    var held = applications.of(call.actor(), call.project(), userPath.id(call));
    var uses = ApplicationsResource.lastUses(store, held.keys());
    Map<String, AllowedActionBody> actions =
        ActionBodies.of(
            new Actions(call.caller(), clock.instant())
                .add(
                    "application.delete",
                    Permission.USER_MANAGE,
                    gatehouse.core.access.Resource.of(call.project()))
                .all());
    return Reply.json(
        held.applications().stream()
            .map(each -> ApplicationsResource.body(each, held.keys(), uses.get(each.id()), actions))
            .toList());
  }

  private Reply delete(Call call) {
    int id = call.path("id", ApplicationsResource::number);
    return Reply.json(
        new ReceiptAnswer(
            Shapes.receipt(
                applications.delete(call.actor(), call.project(), userPath.id(call), id))));
  }
}
