package gatehouse.doors.api.cloud;

import static gatehouse.doors.api.cloud.CloudRoutes.PROJECT;

import gatehouse.core.access.Permission;
import gatehouse.core.administration.Projects;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.AiAuthorization;
import gatehouse.doors.wire.cloud.CloudRegion;
import gatehouse.doors.wire.cloud.ProjectUpdate;
import java.util.List;

/** {@code /cloud/project}: the projects, their one region, and whether they may use workloads. */
public final class CloudProjectsResource implements Resource {
  private final Projects projects;
  private final String region;
  private final String storage;

  /**
   * @param region the name of this installation where clients want a region
   * @param storage where object storage is; empty where this installation has none
   */
  public CloudProjectsResource(Projects projects, String region, String storage) {
    this.projects = projects;
    this.region = region;
    this.storage = storage;
  }

  @Override
  public void mount(Routes to) {
    var routes = new CloudRoutes(to);
    var signedIn = new Guard.SignedIn();
    var manage = new Guard.Needs(Permission.PROJECT_MANAGE);
    routes.add("GET", "/cloud/project", signedIn, this::list);
    routes.add("GET", PROJECT, signedIn, this::get);
    routes.add("PUT", PROJECT, manage, this::update);
    routes.add("GET", PROJECT + "/region", signedIn, this::regions);
    routes.add("GET", PROJECT + "/region/{regionName}", signedIn, this::region);
    routes.add("GET", PROJECT + "/ai/authorization", signedIn, this::authorization);
    routes.add("POST", PROJECT + "/ai/authorization", manage, this::authorize);
  }

  private Reply list(Call call) {
    return Reply.json(
        projects.list(call.actor()).stream().map(project -> project.id().value()).toList());
  }

  private Reply get(Call call) {
    return Reply.json(Shapes.project(projects.get(call.actor(), call.project())));
  }

  private Reply update(Call call) {
    String description = call.body(ProjectUpdate.class).description();
    if (description != null) {
      projects.describe(call.actor(), call.project(), description);
    }
    return Reply.nothing();
  }

  private Reply regions(Call call) {
    projects.get(call.actor(), call.project());
    return Reply.json(List.of(region));
  }

  private Reply region(Call call) {
    projects.get(call.actor(), call.project());
    String name = call.path("regionName", text -> text);
    if (!name.equals(region)) {
      throw new Refused(new NotFound("region", name));
    }
    return Reply.json(
        new CloudRegion(
            region, "region", "UP", services(call), region, "EU", null, List.of(), List.of()));
  }

  /** The model's panel offers files for object storage where a region names it as up. */
  private List<CloudRegion.Service> services(Call call) {
    var ai = new CloudRegion.Service("ai", "UP", call.scheme() + "://" + call.host() + "/v1");
    return storage.isEmpty()
        ? List.of(ai)
        : List.of(ai, new CloudRegion.Service("storage-s3-standard", "UP", storage));
  }

  private Reply authorization(Call call) {
    return Reply.json(
        new AiAuthorization(projects.get(call.actor(), call.project()).aiAuthorized()));
  }

  private Reply authorize(Call call) {
    projects.authorizeAi(call.actor(), call.project());
    return Reply.nothing();
  }
}
