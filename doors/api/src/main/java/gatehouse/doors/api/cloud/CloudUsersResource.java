package gatehouse.doors.api.cloud;

import static gatehouse.doors.api.cloud.CloudRoutes.PROJECT;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Role;
import gatehouse.core.administration.Issued;
import gatehouse.core.administration.NewUser;
import gatehouse.core.administration.RoleWish;
import gatehouse.core.administration.UserToken;
import gatehouse.core.administration.UserTokens;
import gatehouse.core.administration.UserTokens.Claim;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.administration.Users;
import gatehouse.core.administration.WorkloadFate;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.api.keystone.Catalog;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.ContentBody;
import gatehouse.doors.wire.cloud.PasswordBody;
import gatehouse.doors.wire.cloud.UserCreation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code /cloud/project/{serviceName}/user}: the users of a project. */
public final class CloudUsersResource implements Resource {
  private static final String ALL = PROJECT + "/user";
  private static final String ONE = ALL + "/{userId}";
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Users users;
  private final UserTokens tokens;
  private final Catalog catalog;
  private final UserPages pages;
  private final InstantSource clock;
  private final StorageFiles storage;

  /**
   * @param catalog the services of this installation, and its one region
   * @param storage where clients find object storage
   */
  public CloudUsersResource(
      Users users, UserTokens tokens, Catalog catalog, InstantSource clock, StorageFiles storage) {
    this.storage = storage;
    this.users = users;
    this.tokens = tokens;
    this.catalog = catalog;
    this.pages = new UserPages(users);
    this.clock = clock;
  }

  @Override
  public void mount(Routes to) {
    var routes = new CloudRoutes(to);
    var read = new Guard.Needs(Permission.USER_READ);
    var manage = new Guard.Needs(Permission.USER_MANAGE);
    routes.add("GET", ALL, read, pages::list);
    routes.add("POST", ALL, manage, this::create);
    routes.add("GET", ONE, read, call -> Reply.json(Shapes.user(user(call))));
    routes.add("DELETE", ONE, manage, this::delete);
    routes.add("POST", ONE + "/regeneratePassword", manage, this::regeneratePassword);
    routes.add("POST", ONE + "/token", read, this::token);
    routes.add("GET", ONE + "/openrc", read, this::openrc);
  }

  static UserId id(Call call) {
    return call.path("userId", UserId::of);
  }

  private UserWithRoles user(Call call) {
    return users.get(call.actor(), call.project(), id(call));
  }

  private Reply create(Call call) {
    var body = call.body(UserCreation.class);
    String description = body.description();
    var wish =
        new NewUser(
            description == null ? Description.NONE : Description.given(description),
            null,
            roles(body).stream().map(role -> new RoleWish(role, null)).toList(),
            null);
    return issued(users.create(call.actor(), call.project(), wish));
  }

  /** {@code role} and {@code roles} are joined; a list that names a role twice is refused. */
  private static List<Role> roles(UserCreation body) {
    List<Role> roles = new ArrayList<>();
    if (body.roles() != null) {
      body.roles().forEach(name -> roles.add(named(Shapes.required(name, "roles"))));
    }
    if (body.role() != null) {
      Role single = named(body.role());
      if (!roles.contains(single)) {
        roles.add(single);
      }
    }
    return roles;
  }

  private static Role named(String name) {
    return BuiltInRoles.identified(name);
  }

  private Reply delete(Call call) {
    WorkloadFate fate = WorkloadFate.parse(call.query("workloads").orElse(""));
    users.delete(call.actor(), call.project(), id(call), fate);
    return Reply.nothing();
  }

  private Reply regeneratePassword(Call call) {
    return issued(users.regeneratePassword(call.actor(), call.project(), id(call), Duration.ZERO));
  }

  private static Reply issued(Issued issued) {
    return Reply.json(Shapes.user(issued.user(), issued.password()));
  }

  private Reply token(Call call) {
    UserWithRoles user = user(call);
    String password = Shapes.required(call.body(PasswordBody.class).password(), "password");
    UserToken token =
        tokens.draw(
            new Claim.Named(user.user().name().value()),
            new Secret(password),
            project -> true,
            call.address(),
            call.agent());
    return Reply.json(
        KeystoneShapes.token(token, catalog, call.scheme() + "://" + call.host(), clock.instant()));
  }

  private Reply openrc(Call call) {
    String wanted = call.query("region").orElse("");
    if (!REGION.matcher(wanted).matches()) {
      throw new Refused(new Invalid("region", "1 to 64 of A-Z a-z 0-9 . _ -"));
    }
    String version = call.query("version").orElse("v3");
    if (!version.equals("v3") && !version.equals("v2.0")) {
      throw new Refused(new Invalid("version", "v2.0 or v3"));
    }
    String base = call.scheme() + "://" + call.host();
    return Reply.json(
        new ContentBody(
            KeystoneShapes.openrc(user(call).user(), base, wanted, catalog.region(), storage)));
  }
}
