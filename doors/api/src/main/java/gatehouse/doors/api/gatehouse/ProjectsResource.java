package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Permission;
import gatehouse.core.administration.Projects;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.DescriptionBody;

/** The projects of the installation. */
public final class ProjectsResource implements Resource {
  private final Projects projects;

  public ProjectsResource(Projects projects) {
    this.projects = projects;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/v1/gatehouse/project", new Guard.SignedIn(), this::list);
    routes.add(
        "POST", "/v1/gatehouse/project", new Guard.Needs(Permission.PROJECT_CREATE), this::create);
  }

  private Reply list(Call call) {
    return Reply.json(projects.list(call.actor()).stream().map(Shapes::project).toList());
  }

  private Reply create(Call call) {
    String description = call.strictBody(DescriptionBody.class).description();
    return Reply.json(
        Shapes.project(projects.create(call.actor(), Shapes.required(description, "description"))));
  }
}
