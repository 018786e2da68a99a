package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Role;
import gatehouse.core.administration.Explanations;
import gatehouse.core.administration.UserQuery;
import gatehouse.core.administration.Users;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.EffectivePermissionsBody;
import gatehouse.doors.wire.gatehouse.EffectivePermissionsBody.One;
import gatehouse.doors.wire.gatehouse.RoleHoldersBody;
import gatehouse.doors.wire.gatehouse.RoleMatrixBody;
import gatehouse.doors.wire.gatehouse.RoleMatrixBody.RoleInWords;
import gatehouse.doors.wire.gatehouse.RoleMatrixBody.Row;
import gatehouse.doors.wire.gatehouse.RoleMatrixBody.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** Which role allows what, who holds it, and what somebody can do in the end. */
public final class RolesResource implements Resource {
  private final Users users;
  private final Explanations explanations;
  private final UserPath userPath;

  public RolesResource(Users users, Explanations explanations) {
    this.users = users;
    this.explanations = explanations;
    this.userPath = new UserPath(users);
  }

  @Override
  public void mount(Routes routes) {
    var read = new Guard.Needs(Permission.USER_READ);
    routes.add("GET", "/v1/gatehouse/role/matrix", new Guard.SignedIn(), call -> matrix());
    routes.add("GET", "/v1/gatehouse/project/{project}/role", read, this::holders);
    routes.add(
        "GET", "/v1/gatehouse/project/{project}/user/{user}/permission", read, this::permissions);
  }

  private static Reply matrix() {
    var services = new LinkedHashMap<String, List<Row>>();
    for (Permission permission : Permission.values()) {
      List<String> roles =
          BuiltInRoles.all().stream()
              .filter(role -> role.allows(permission))
              .map(role -> role.name().value())
              .toList();
      services
          .computeIfAbsent(service(permission), name -> new ArrayList<>())
          .add(new Row(permission.wireName(), permission.deed(), roles));
    }
    return Reply.json(
        new RoleMatrixBody(
            BuiltInRoles.all().stream().map(RolesResource::inWords).toList(),
            services.entrySet().stream()
                .map(entry -> new Service(entry.getKey(), entry.getValue()))
                .toList()));
  }

  private static RoleInWords inWords(Role role) {
    return new RoleInWords(
        role.id(),
        role.name().value(),
        role.label(),
        role.meaning(),
        !role.permissions().isEmpty());
  }

  private Reply holders(Call call) {
    return Reply.json(
        BuiltInRoles.all().stream()
            .map(
                role -> {
                  var query =
                      new UserQuery(
                          call.project(), "", role.name(), null, UserQuery.Sort.ID, false, 0, 1);
                  var page = users.list(call.actor(), query);
                  return new RoleHoldersBody(
                      role.name().value(),
                      role.label(),
                      role.meaning(),
                      page.total(),
                      page.exact());
                })
            .toList());
  }

  private Reply permissions(Call call) {
    var user = users.get(call.actor(), call.project(), userPath.id(call));
    var resource = gatehouse.core.access.Resource.of(call.project());
    List<One> all =
        Arrays.stream(Permission.values())
            .map(
                permission -> {
                  var explained =
                      explanations.explain(
                          call.actor(), call.project(), user.user().id(), permission, resource);
                  return new One(
                      permission.wireName(),
                      permission.deed(),
                      explained.explanation().allowed(),
                      explained.explanation().sentence());
                })
            .toList();
    return Reply.json(
        new EffectivePermissionsBody(
            user.user().name().value(), deeds(all, true), deeds(all, false), all));
  }

  private static List<String> deeds(List<One> all, boolean allowed) {
    return all.stream().filter(one -> one.allowed() == allowed).map(One::deed).toList();
  }

  private static String service(Permission permission) {
    return switch (permission) {
      case NOTEBOOK_READ,
          NOTEBOOK_OPEN,
          NOTEBOOK_LOG,
          NOTEBOOK_LAUNCH,
          NOTEBOOK_STOP,
          NOTEBOOK_DELETE,
          NOTEBOOK_EDIT,
          NOTEBOOK_EXEC,
          NOTEBOOK_ENVIRONMENT ->
          "Notebooks";
      case JOB_READ,
          JOB_OPEN,
          JOB_LOG,
          JOB_LAUNCH,
          JOB_STOP,
          JOB_DELETE,
          JOB_EDIT,
          JOB_EXEC,
          JOB_ENVIRONMENT ->
          "Jobs";
      case APP_READ,
          APP_OPEN,
          APP_LOG,
          APP_LAUNCH,
          APP_STOP,
          APP_DELETE,
          APP_EDIT,
          APP_EXEC,
          APP_ENVIRONMENT ->
          "Apps";
      case OBJECT_READ, OBJECT_WRITE, VOLUME_MANAGE -> "Object storage";
      case CAPABILITIES_READ, PROJECT_READ, PROJECT_MANAGE -> "Project";
      case TOKEN_READ, TOKEN_MANAGE, REGISTRY_MANAGE, APPLICATION_MANAGE ->
          "Tokens and applications";
      case USER_READ, USER_MANAGE, ROLE_ASSIGN -> "Users and roles";
      case SESSION_READ, SESSION_END, AUDIT_READ -> "Sign-ins and activity";
      case PROJECT_CREATE, ACCOUNT_MANAGE, NODE_MANAGE -> "Installation";
    };
  }
}
