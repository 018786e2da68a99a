package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Permission;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.Changed;
import gatehouse.core.administration.NewUser;
import gatehouse.core.administration.RoleAssignments;
import gatehouse.core.administration.RoleWish;
import gatehouse.core.administration.UserFilter;
import gatehouse.core.administration.UserQuery;
import gatehouse.core.administration.Users;
import gatehouse.core.administration.WorkloadFate;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.UserName;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.EndBody;
import gatehouse.doors.wire.gatehouse.NewUserBody;
import gatehouse.doors.wire.gatehouse.OverlapBody;
import gatehouse.doors.wire.gatehouse.ReceiptAnswer;
import gatehouse.doors.wire.gatehouse.RoleWishBody;
import gatehouse.doors.wire.gatehouse.RoleWishesBody;
import gatehouse.doors.wire.gatehouse.UserPage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The users of a project and the roles they hold. */
public final class UsersResource implements Resource {
  private static final String ALL = "/v1/gatehouse/project/{project}/user";
  private static final String ONE = ALL + "/{user}";
  private static final int LARGEST_PAGE = 1000;
  private static final long LONGEST_OVERLAP = Duration.ofDays(365).toSeconds();

  private final Users users;
  private final RoleAssignments roles;
  private final UserBodies bodies;
  private final UserPath userPath;
  private final InstantSource clock;

  public UsersResource(Users users, RoleAssignments roles, UserBodies bodies, InstantSource clock) {
    this.users = users;
    this.roles = roles;
    this.bodies = bodies;
    this.userPath = new UserPath(users);
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    var read = new Guard.Needs(Permission.USER_READ);
    var manage = new Guard.Needs(Permission.USER_MANAGE);
    var assign = new Guard.Needs(Permission.ROLE_ASSIGN);
    routes.add("GET", "/v1/gatehouse/role", new Guard.SignedIn(), this::catalogue);
    routes.add("GET", ALL, read, this::list);
    routes.add("POST", ALL, manage, this::create);
    routes.add("GET", ONE, read, this::get);
    routes.add("DELETE", ONE, manage, this::delete);
    routes.add("POST", ONE + "/suspend", manage, this::suspend);
    routes.add("POST", ONE + "/resume", manage, this::resume);
    routes.add("PUT", ONE + "/end", manage, this::end);
    routes.add("POST", ONE + "/password", manage, this::password);
    routes.add("PUT", ONE + "/role", assign, this::replaceRoles);
    routes.add("POST", ONE + "/role", assign, this::addRole);
    routes.add("DELETE", ONE + "/role/{role}", assign, this::removeRole);
  }

  private Reply catalogue(Call call) {
    return Reply.json(BuiltInRoles.all().stream().map(Shapes::role).toList());
  }

  private Reply list(Call call) {
    int size = call.queryInt("size", 100, 1, LARGEST_PAGE);
    int page = call.queryInt("page", 0, 0, Integer.MAX_VALUE / LARGEST_PAGE);
    long asOf = bodies.version();
    var found =
        users.list(
            call.actor(),
            new UserQuery(
                call.project(),
                filter(call),
                sort(call.query("sort").orElse("id")),
                descending(call.query("order").orElse("asc")),
                page * size,
                size));
    return Reply.json(
        new UserPage(
            bodies.of(call.caller(), found.items(), asOf),
            found.total(),
            found.exact(),
            found.exact() ? Long.toString(found.total()) : "more than " + found.total()));
  }

  private Reply create(Call call) {
    var body = call.strictBody(NewUserBody.class);
    String username = body.username();
    List<String> names = body.roles() == null ? List.of() : body.roles();
    var wish =
        new NewUser(
            Description.given(Shapes.required(body.description(), "description")),
            username == null ? null : new UserName(username),
            names.stream().map(name -> wish(new RoleWishBody(name, null))).toList(),
            body.endsAt());
    return Reply.json(
        Shapes.issued(users.create(call.actor(), call.project(), wish), clock.instant()));
  }

  private Reply get(Call call) {
    long asOf = bodies.version();
    var user = users.get(call.actor(), call.project(), userPath.id(call));
    return Reply.json(bodies.of(call.caller(), user, asOf));
  }

  private Reply delete(Call call) {
    var receipt = users.delete(call.actor(), call.project(), userPath.id(call), fate(call));
    return Reply.json(new ReceiptAnswer(Shapes.receipt(receipt)));
  }

  private Reply suspend(Call call) {
    return changed(users.suspend(call.actor(), call.project(), userPath.id(call), fate(call)));
  }

  private static WorkloadFate fate(Call call) {
    return WorkloadFate.parse(call.query("workloads").orElse(""));
  }

  private Reply resume(Call call) {
    return changed(users.resume(call.actor(), call.project(), userPath.id(call)));
  }

  private Reply end(Call call) {
    var end = call.strictBody(EndBody.class).endsAt();
    return changed(users.endAt(call.actor(), call.project(), userPath.id(call), end));
  }

  private Reply password(Call call) {
    Long seconds =
        call.rawBody().length == 0 ? null : call.strictBody(OverlapBody.class).overlapSeconds();
    if (seconds != null && (seconds < 0 || seconds > LONGEST_OVERLAP)) {
      throw new Refused(new Invalid("overlapSeconds", "0 to " + LONGEST_OVERLAP));
    }
    var overlap = seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
    var issued = users.regeneratePassword(call.actor(), call.project(), userPath.id(call), overlap);
    return Reply.json(Shapes.issued(issued, clock.instant()));
  }

  private Reply replaceRoles(Call call) {
    var wishes =
        Shapes.required(call.strictBody(RoleWishesBody.class).roles(), "roles").stream()
            .map(UsersResource::wish)
            .toList();
    return changed(roles.replace(call.actor(), call.project(), userPath.id(call), wishes));
  }

  private Reply addRole(Call call) {
    RoleWish wish = wish(call.strictBody(RoleWishBody.class));
    return changed(roles.add(call.actor(), call.project(), userPath.id(call), wish));
  }

  private Reply removeRole(Call call) {
    RoleName role = call.path("role", text -> BuiltInRoles.identified(text).name());
    return changed(roles.remove(call.actor(), call.project(), userPath.id(call), role));
  }

  private Reply changed(Changed changed) {
    return Reply.json(Shapes.changed(changed, clock.instant()));
  }

  private static RoleWish wish(@Nullable RoleWishBody body) {
    RoleWishBody given = Shapes.required(body, "roles");
    return new RoleWish(
        BuiltInRoles.identified(Shapes.required(given.name(), "name")), given.endsAt());
  }

  /** What is typed into one field, and the same as parameters of their own. */
  private UserFilter filter(Call call) {
    var search = new UserSearch(clock.instant());
    search.add(call.query("q").orElse(""));
    call.query("text").filter(text -> !text.isEmpty()).ifPresent(search::text);
    call.query("role").filter(text -> !text.isEmpty()).ifPresent(text -> search.key("role", text));
    call.query("status")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> search.key("status", text));
    return search.filter();
  }

  private static UserQuery.Sort sort(String word) {
    return switch (word) {
      case "id", "" -> UserQuery.Sort.ID;
      case "username", "name" -> UserQuery.Sort.NAME;
      case "description" -> UserQuery.Sort.DESCRIPTION;
      case "createdAt", "created" -> UserQuery.Sort.CREATED;
      case "lastSignIn" -> UserQuery.Sort.LAST_SIGN_IN;
      default ->
          throw new Refused(
              new Invalid("sort", "one of id, username, description, createdAt, lastSignIn"));
    };
  }

  private static boolean descending(String word) {
    return switch (word) {
      case "asc", "" -> false;
      case "desc" -> true;
      default -> throw new Refused(new Invalid("order", "asc or desc"));
    };
  }
}
