package gatehouse.doors.api.cloud;

import static gatehouse.doors.api.cloud.CloudRoutes.PROJECT;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Role;
import gatehouse.core.administration.RoleAssignments;
import gatehouse.core.administration.RoleWish;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.administration.Users;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.RoleIdBody;
import gatehouse.doors.wire.cloud.RolesIdsBody;
import java.util.List;

/** The catalogue of roles, and which of them a user holds. */
public final class CloudRolesResource implements Resource {
  private static final String HELD = PROJECT + "/user/{userId}/role";

  private final Users users;
  private final RoleAssignments assignments;

  public CloudRolesResource(Users users, RoleAssignments assignments) {
    this.users = users;
    this.assignments = assignments;
  }

  @Override
  public void mount(Routes to) {
    var routes = new CloudRoutes(to);
    var read = new Guard.Needs(Permission.USER_READ);
    var assign = new Guard.Needs(Permission.ROLE_ASSIGN);
    routes.add("GET", PROJECT + "/role", new Guard.SignedIn(), this::catalogue);
    routes.add("GET", HELD, read, call -> Reply.json(Shapes.roles(user(call).grants())));
    routes.add("POST", HELD, assign, this::add);
    routes.add("PUT", HELD, assign, this::replace);
    routes.add("GET", HELD + "/{roleId}", read, this::one);
    routes.add("DELETE", HELD + "/{roleId}", assign, this::remove);
  }

  private UserWithRoles user(Call call) {
    return users.get(call.actor(), call.project(), CloudUsersResource.id(call));
  }

  private Reply catalogue(Call call) {
    call.project();
    return Reply.json(Shapes.catalogue());
  }

  private Reply add(Call call) {
    String id = Shapes.required(call.body(RoleIdBody.class).roleId(), "roleId");
    var changed =
        assignments.add(
            call.actor(),
            call.project(),
            CloudUsersResource.id(call),
            new RoleWish(BuiltInRoles.identified("roleId", id), null));
    return Reply.json(Shapes.user(changed.user()));
  }

  /** A role that stays keeps its end, which this API cannot speak of. */
  private Reply replace(Call call) {
    List<Role> wanted =
        Shapes.required(call.body(RolesIdsBody.class).rolesIds(), "rolesIds").stream()
            .map(id -> BuiltInRoles.identified("rolesIds", Shapes.required(id, "rolesIds")))
            .toList();
    List<Grant> held = user(call).grants();
    var changed =
        assignments.replace(
            call.actor(),
            call.project(),
            CloudUsersResource.id(call),
            wanted.stream().map(role -> wish(role, held)).toList());
    return Reply.json(Shapes.user(changed.user()));
  }

  private static RoleWish wish(Role role, List<Grant> held) {
    return held.stream()
        .filter(grant -> grant.role().equals(role))
        .findFirst()
        .map(grant -> new RoleWish(role, grant.endsAt()))
        .orElseGet(() -> new RoleWish(role, null));
  }

  private Reply one(Call call) {
    return Reply.json(Shapes.role(held(call).role()));
  }

  private Grant held(Call call) {
    String id = call.path("roleId", text -> text);
    UserWithRoles user = user(call);
    return user.grants().stream()
        .filter(grant -> grant.role().id().equals(id) || grant.role().name().value().equals(id))
        .findFirst()
        .orElseThrow(() -> new Refused(new NotFound("role", id + " among those of the user")));
  }

  private Reply remove(Call call) {
    assignments.remove(
        call.actor(), call.project(), CloudUsersResource.id(call), held(call).role().name());
    return Reply.nothing();
  }
}
