package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Actions;
import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Caller;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.OpenConnections;
import gatehouse.core.administration.Users;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.ConnectionBody;
import gatehouse.doors.wire.gatehouse.CutBody;
import java.time.InstantSource;
import java.util.Map;

/** What is open on the answering node, seen and cut by hand. */
public final class ConnectionsResource implements Resource {
  private static final String ALL = "/v1/gatehouse/project/{project}/connection";

  private final OpenConnections connections;
  private final UserPath userPath;
  private final String node;
  private final InstantSource clock;

  /**
   * @param node the name of the answering node
   */
  public ConnectionsResource(
      OpenConnections connections, Users users, String node, InstantSource clock) {
    this.connections = connections;
    this.userPath = new UserPath(users);
    this.node = node;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", ALL, new Guard.Needs(Permission.SESSION_READ), this::list);
    routes.add("DELETE", ALL + "/{id}", new Guard.SignedIn(), this::cut);
    routes.add(
        "DELETE",
        "/v1/gatehouse/project/{project}/user/{user}/connection",
        new Guard.SignedIn(),
        this::cutAll);
  }

  private Reply list(Call call) {
    return Reply.json(
        connections.in(call.actor(), call.project()).stream()
            .map(connection -> body(call, connection))
            .toList());
  }

  private ConnectionBody body(Call call, LiveConnection connection) {
    ConnectionBody plain = Shapes.connection(connection);
    boolean isMine = isMine(call.caller(), connection);
    return new ConnectionBody(
        plain.id(),
        plain.kind(),
        plain.who(),
        plain.credential(),
        plain.resource(),
        plain.permission(),
        plain.since(),
        node,
        isMine,
        ActionBodies.of(actions(call, isMine)));
  }

  private Map<String, AllowedAction> actions(Call call, boolean isMine) {
    var actions = new Actions(call.caller(), clock.instant());
    return (isMine
            ? actions.addOpen("connection.cut", null)
            : actions.add(
                "connection.cut",
                Permission.SESSION_END,
                gatehouse.core.access.Resource.of(call.project())))
        .all();
  }

  private static boolean isMine(Caller caller, LiveConnection connection) {
    Standing own = caller.standingOrNull();
    Standing theirs = connection.caller().standingOrNull();
    return caller instanceof Caller.Person
        && own != null
        && theirs != null
        && own.subject().equals(theirs.subject());
  }

  private Reply cut(Call call) {
    connections.cut(call.actor(), call.project(), call.path("id", ConnectionsResource::number));
    return Reply.json(new CutBody(1, node));
  }

  private Reply cutAll(Call call) {
    int count = connections.cutAll(call.actor(), call.project(), Subject.user(userPath.id(call)));
    if (count == 0) {
      // Nothing was open: because nothing was, or because there is no such user?
      userPath.existing(call);
    }
    return Reply.json(new CutBody(count, node));
  }

  private static long number(String text) {
    if (!text.matches("\\d{1,18}")) {
      throw new Refused(new NotFound("open connection", text));
    }
    return Long.parseLong(text);
  }
}
