package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Role;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Permits;
import gatehouse.core.administration.Projects;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.ProjectActions;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.PanelSession;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.SelfBody;
import gatehouse.doors.wire.gatehouse.SelfBody.HeldRoleInWords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** Who calls, in words, and what they may do in a project: all that a panel begins with. */
public final class SelfResource implements Resource {
  private final Projects projects;
  private final AdministrationStore store;
  private final LongSupplier version;
  private final InstantSource clock;

  /**
   * @param version the last change that this node has applied
   */
  public SelfResource(
      Projects projects, AdministrationStore store, LongSupplier version, InstantSource clock) {
    this.projects = projects;
    this.store = store;
    this.version = version;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/v1/gatehouse/project/{project}/me", new Guard.SignedIn(), this::me);
  }

  /** A page of the panel finds its proof against forged requests in a header of this answer. */
  private Reply me(Call call) {
    long asOf = version.getAsLong();
    Project project =
        store
            .project(call.project())
            .orElseThrow(() -> new Refused(new NotFound("project", call.project().value())));
    Reply reply = Reply.json(body(call, project, asOf));
    Credential credential = call.caller().credentialOrNull();
    return credential != null && credential.kind() == Credential.Kind.PANEL_SESSION
        ? call.panelSession()
            .map(session -> reply.header(PanelSession.CSRF_HEADER, PanelSession.csrf(session)))
            .orElse(reply)
        : reply;
  }

  private SelfBody body(Call call, Project project, long asOf) {
    Caller caller = call.caller();
    Standing standing = caller.standingOrNull();
    Credential credential = caller.credentialOrNull();
    if (standing == null || credential == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    Instant now = clock.instant();
    boolean isUser = standing.subject().kind() == Subject.Kind.USER;
    List<HeldRoleInWords> roles = roles(standing, now);
    return new SelfBody(
        Shapes.me(caller, now),
        isUser ? Integer.valueOf(standing.subject().key()) : null,
        Shapes.project(project),
        projects.list(call.actor()).stream().map(Shapes::project).toList(),
        roles,
        inWords(caller, standing, roles),
        credential.kind() == Credential.Kind.PANEL_SESSION
            ? credential.updatedAt().plus(Permits.FRESH)
            : null,
        asOf,
        ActionBodies.of(ProjectActions.of(caller, project, now)));
  }

  private static List<HeldRoleInWords> roles(Standing standing, Instant now) {
    return standing.grants().stream()
        .filter(grant -> grant.holdsAt(now))
        .map(
            grant -> {
              Role role = grant.role();
              return new HeldRoleInWords(
                  role.name().value(), role.label(), role.meaning(), grant.endsAt());
            })
        .toList();
  }

  private static String inWords(Caller caller, Standing standing, List<HeldRoleInWords> roles) {
    if (caller instanceof Caller.Machine) {
      return "You are " + caller.inWords() + ", and reach no further than both.";
    }
    if (standing.isAccount()) {
      return "You are an account of this installation: you may do everything.";
    }
    return roles.isEmpty()
        ? "You hold no role here yet. Ask an administrator for one."
        : "You are "
            + String.join(" and ", roles.stream().map(HeldRoleInWords::label).toList())
            + " in this project.";
  }
}
