package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Access;
import gatehouse.core.access.Actions;
import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Confirmations;
import gatehouse.core.administration.Permits;
import gatehouse.core.administration.Sessions;
import gatehouse.core.administration.Users;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.PanelSession;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.ConfirmedBody;
import gatehouse.doors.wire.gatehouse.LiveSessionBody;
import gatehouse.doors.wire.gatehouse.PasswordBody;
import gatehouse.doors.wire.gatehouse.ReceiptAnswer;
import gatehouse.doors.wire.gatehouse.SessionBody;
import gatehouse.doors.wire.gatehouse.SignInBody;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Signing in and out, who one is, and the sessions somebody has open. */
public final class SessionsResource implements Resource {
  private static final String OF_USER = "/v1/gatehouse/project/{project}/user/{user}/session";

  private final Sessions sessions;
  private final Confirmations confirmations;
  private final AdministrationStore store;
  private final UserPath userPath;
  private final InstantSource clock;

  public SessionsResource(
      Sessions sessions,
      Confirmations confirmations,
      Users users,
      AdministrationStore store,
      InstantSource clock) {
    this.sessions = sessions;
    this.confirmations = confirmations;
    this.store = store;
    this.userPath = new UserPath(users);
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("POST", "/v1/gatehouse/session", new Guard.Open(), this::signIn);
    routes.add("DELETE", "/v1/gatehouse/session", new Guard.SignedIn(), this::signOut);
    routes.add("POST", "/v1/gatehouse/session/confirm", new Guard.SignedIn(), this::confirm);
    routes.add("GET", "/v1/gatehouse/me", new Guard.SignedIn(), this::me);
    routes.add("GET", OF_USER, new Guard.SignedIn(), this::list);
    routes.add("DELETE", OF_USER + "/{id}", new Guard.SignedIn(), this::end);
  }

  private Reply signIn(Call call) {
    var body = call.strictBody(SignInBody.class);
    var issued =
        sessions.signIn(
            Shapes.required(body.username(), "username"),
            new Secret(Shapes.required(body.password(), "password")),
            Credential.Kind.CLI_SESSION,
            call.address(),
            call.agent());
    Instant now = clock.instant();
    Instant ends = issued.session().expiresAt();
    return Reply.json(
        new SessionBody(
            issued.value().value(), ends == null ? now : ends, Shapes.me(issued.caller(), now)));
  }

  private Reply signOut(Call call) {
    sessions.signOut(call.actor());
    return Reply.json(Map.of());
  }

  private Reply confirm(Call call) {
    String password = Shapes.required(call.strictBody(PasswordBody.class).password(), "password");
    var confirmed = confirmations.confirm(call.actor(), new Secret(password));
    return Reply.json(new ConfirmedBody(confirmed.updatedAt().plus(Permits.FRESH)));
  }

  /** A page of the panel finds its proof against forged requests in a header of this answer. */
  private Reply me(Call call) {
    Reply reply = Reply.json(Shapes.me(call.caller(), clock.instant()));
    Credential credential = call.caller().credentialOrNull();
    return credential != null && credential.kind() == Credential.Kind.PANEL_SESSION
        ? call.panelSession()
            .map(session -> reply.header(PanelSession.CSRF_HEADER, PanelSession.csrf(session)))
            .orElse(reply)
        : reply;
  }

  private Reply list(Call call) {
    List<Credential> open = sessions.of(call.actor(), whose(call, Permission.SESSION_READ));
    Set<UUID> ids = open.stream().map(Credential::id).collect(Collectors.toSet());
    Map<UUID, Instant> uses = store.lastUses(ids);
    Subject whose = Subject.user(userPath.id(call));
    return Reply.json(open.stream().map(session -> body(call, whose, session, uses)).toList());
  }

  private LiveSessionBody body(
      Call call, Subject whose, Credential session, Map<UUID, Instant> uses) {
    Credential own = call.caller().credentialOrNull();
    return new LiveSessionBody(
        session.id().toString(),
        Shapes.word(session.kind()),
        Agents.inWords(session.name()),
        session.name(),
        own != null && own.id().equals(session.id()),
        session.createdAt(),
        uses.get(session.id()),
        session.expiresAt(),
        ActionBodies.of(actions(call, whose)));
  }

  private Map<String, AllowedAction> actions(Call call, Subject whose) {
    Standing standing = call.caller().standingOrNull();
    var actions = new Actions(call.caller(), clock.instant());
    boolean self =
        call.caller() instanceof Caller.Person
            && standing != null
            && standing.subject().equals(whose);
    return (self
            ? actions.addOpen("session.end", null)
            : actions.add(
                "session.end",
                Permission.SESSION_END,
                gatehouse.core.access.Resource.of(call.project())))
        .all();
  }

  private Reply end(Call call) {
    Subject whose = whose(call, Permission.SESSION_END);
    UUID id = call.path("id", SessionsResource::uuid);
    var receipt = sessions.end(call.actor(), whose, id);
    return Reply.json(new ReceiptAnswer(Shapes.receipt(receipt)));
  }

  /** Oneself, or a user of the project in the path: those of others are as if they were not. */
  private Subject whose(Call call, Permission permission) {
    var project = call.project();
    UserId id = userPath.id(call);
    Subject subject = Subject.user(id);
    Standing own = call.caller().standingOrNull();
    if (own == null || !own.subject().equals(subject)) {
      Access.require(
          call.caller(), permission, gatehouse.core.access.Resource.of(project), clock.instant());
      if (store.user(project, id).isEmpty()) {
        throw new Refused(new NotFound("user", id.toString()));
      }
    }
    return subject;
  }

  static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Refused(new Invalid("id", "a UUID"));
    }
  }
}
