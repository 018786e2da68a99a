package gatehouse.doors.api.keystone;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Role;
import gatehouse.core.administration.Projects;
import gatehouse.core.administration.UserTokens;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.keystone.CatalogBody;
import gatehouse.doors.wire.keystone.LinksBody;
import gatehouse.doors.wire.keystone.ProjectBodies;
import gatehouse.doors.wire.keystone.RolesBody;
import gatehouse.doors.wire.keystone.SelfLink;
import gatehouse.doors.wire.keystone.UserBody;
import gatehouse.doors.wire.keystone.VersionBody;
import java.util.List;
import java.util.Map;

/** {@code /v3}: its version, the catalogue, and what a caller is told about themselves. */
public final class IdentityResource implements Resource {
  private static final String ROOT = "/v3";

  private final UserTokens tokens;
  private final Projects projects;
  private final Catalog catalog;

  public IdentityResource(UserTokens tokens, Projects projects, Catalog catalog) {
    this.tokens = tokens;
    this.projects = projects;
    this.catalog = catalog;
  }

  @Override
  public void mount(Routes routes) {
    routes.sayRefusals(ROOT, KeystoneShapes::refusal);
    var token = new Guard.ByUserToken();
    routes.add("GET", ROOT, new Guard.Always(), IdentityResource::version);
    routes.add("GET", "/v3/auth/catalog", token, this::catalog);
    routes.add("GET", "/v3/auth/projects", token, this::projects);
    routes.add("GET", "/v3/projects", token, this::projects);
    routes.add("GET", "/v3/projects/{projectId}", token, this::project);
    routes.add("GET", "/v3/users", token, call -> notHere());
    routes.add("GET", "/v3/users/{userId}", token, this::user);
    routes.add("GET", "/v3/users/{userId}/projects", token, this::projectsOfUser);
    routes.add("GET", "/v3/roles", token, IdentityResource::roles);
  }

  private static Reply version(Call call) {
    return Reply.json(
        new VersionBody(
            new VersionBody.Version(
                "v3.14",
                "stable",
                "2020-04-07T00:00:00Z",
                List.of(new VersionBody.Link("self", KeystoneShapes.base(call) + "/v3/")),
                List.of(
                    new VersionBody.MediaType(
                        "application/json", "application/vnd.openstack.identity-v3+json")))));
  }

  private Reply catalog(Call call) {
    String base = KeystoneShapes.base(call);
    return Reply.json(
        new CatalogBody(
            catalog.bodies(base, tokens.owner(call.caller()).user().project()),
            LinksBody.all(base + "/v3/auth/catalog")));
  }

  private Reply projects(Call call) {
    return Reply.json(
        new ProjectBodies.Projects(
            List.of(body(call, own(call))),
            LinksBody.all(KeystoneShapes.base(call) + call.rawPath())));
  }

  private Reply projectsOfUser(Call call) {
    self(call);
    return projects(call);
  }

  private Reply project(Call call) {
    Project own = own(call);
    String wanted = call.path("projectId", text -> text);
    if (!own.id().value().equals(wanted)) {
      throw new Refused(new NotFound("project", wanted));
    }
    return Reply.json(new ProjectBodies.One(body(call, own)));
  }

  private Project own(Call call) {
    return projects.get(call.actor(), tokens.owner(call.caller()).user().project());
  }

  private static ProjectBodies.Project body(Call call, Project project) {
    String id = project.id().value();
    return new ProjectBodies.Project(
        id,
        ProjectNames.of(id),
        project.description(),
        AuthRequest.DOMAIN_ID,
        true,
        false,
        AuthRequest.DOMAIN_ID,
        List.of(),
        Map.of(),
        new SelfLink(KeystoneShapes.base(call) + "/v3/projects/" + id));
  }

  private Reply user(Call call) {
    User self = self(call);
    return Reply.json(
        new UserBody(
            new UserBody.User(
                self.openstackId(),
                self.name().value(),
                self.description().value(),
                AuthRequest.DOMAIN_ID,
                self.project().value(),
                self.status() == UserStatus.OK,
                null,
                Map.of(),
                new SelfLink(KeystoneShapes.base(call) + "/v3/users/" + self.openstackId()))));
  }

  /** The caller, where it is they whom the path names. */
  private User self(Call call) {
    User self = tokens.owner(call.caller()).user();
    if (!call.path("userId", text -> text).equals(self.openstackId())) {
      throw notOthers();
    }
    return self;
  }

  private static Reply notHere() {
    throw notOthers();
  }

  private static Refused notOthers() {
    return new Refused(
        new Forbidden(
            "",
            "Everybody is told about themselves alone here: users are managed at the panel, by the"
                + " command line and by the /1.0 API."));
  }

  private static Reply roles(Call call) {
    String base = KeystoneShapes.base(call) + "/v3/roles";
    String name = call.query("name").orElse("");
    return Reply.json(
        new RolesBody(
            BuiltInRoles.all().stream()
                .filter(role -> name.isEmpty() || role.name().value().equals(name))
                .map(role -> role(base, role))
                .toList(),
            LinksBody.all(base)));
  }

  private static RolesBody.Role role(String base, Role role) {
    return new RolesBody.Role(
        role.id(),
        role.name().value(),
        role.label(),
        null,
        Map.of(),
        new SelfLink(base + "/" + role.id()));
  }
}
