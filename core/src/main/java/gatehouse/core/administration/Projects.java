package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secrets;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The projects of the installation. */
public final class Projects {
  private static final int LONGEST = 255;

  private final AdministrationStore store;
  private final Permits permits;
  private final Secrets secrets;
  private final InstantSource clock;

  public Projects(
      AdministrationStore store, Permits permits, Secrets secrets, InstantSource clock) {
    this.store = store;
    this.permits = permits;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** The projects the actor may see: all for an account, else their own. */
  public List<Project> list(Actor actor) {
    return store.projects().stream().filter(project -> isMember(actor, project.id())).toList();
  }

  /**
   * A project.
   *
   * @throws Refused with {@link NotFound} also where the actor does not belong to it
   */
  public Project get(Actor actor, ProjectId id) {
    return store.project(id).filter(project -> isMember(actor, id)).orElseThrow(() -> noSuch(id));
  }

  /**
   * The project that a request speaks of when it names none: the caller's own; for an account the
   * oldest.
   */
  public ProjectId ofCaller(Actor actor) {
    Standing standing = actor.caller().standingOrNull();
    if (standing == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    var credential = actor.caller().credentialOrNull();
    if (credential != null && credential.project() != null) {
      return credential.project();
    }
    ProjectId own = standing.project();
    return own != null
        ? own
        : store.projects().stream()
            .findFirst()
            .orElseThrow(() -> new Refused(new NotFound("project", "yet")))
            .id();
  }

  /** Makes the first project, where there is none. */
  public void createFirst() {
    if (store.projects().isEmpty()) {
      insert(new Actor(new gatehouse.core.access.Caller.Nobody(), ""), "Default project");
    }
  }

  /** Makes a project. */
  public Project create(Actor actor, String description) {
    permits.require(actor, Permission.PROJECT_CREATE, Resource.INSTALLATION);
    return insert(actor, checked(description));
  }

  /** Changes a project's description. */
  public Project describe(Actor actor, ProjectId id, String description) {
    permits.require(actor, Permission.PROJECT_MANAGE, id);
    Project project = get(actor, id);
    return update(
        actor, new Project(id, checked(description), project.aiAuthorized(), project.createdAt()));
  }

  /** Lets workloads be used in a project (the model's {@code ai/authorization}). */
  public Project authorizeAi(Actor actor, ProjectId id) {
    permits.require(actor, Permission.PROJECT_MANAGE, id);
    Project project = get(actor, id);
    return update(actor, new Project(id, project.description(), true, project.createdAt()));
  }

  private Project insert(Actor actor, String description) {
    // New projects may use workloads at once: here the owner of the machines is who made the
    // project.
    var project = new Project(secrets.projectId(), description, true, clock.instant());
    return store.transaction(
        tx -> {
          tx.insert(project);
          tx.audit(
              actor.did(
                  "project.create",
                  "project:" + project.id(),
                  Map.of("description", description, "project", project.id().value())));
          return project;
        });
  }

  private Project update(Actor actor, Project project) {
    return store.transaction(
        tx -> {
          tx.update(project);
          tx.audit(
              actor.did(
                  "project.update",
                  "project:" + project.id(),
                  Map.of("description", project.description(), "project", project.id().value())));
          return project;
        });
  }

  private boolean isMember(Actor actor, ProjectId project) {
    return Access.isMember(actor.caller(), project, clock.instant());
  }

  private static String checked(String description) {
    if (description.isBlank()
        || description.length() > LONGEST
        || description.chars().anyMatch(Character::isISOControl)) {
      throw new Refused(
          new Invalid("description", "1 to " + LONGEST + " characters, no control characters"));
    }
    return description.strip();
  }

  private static Refused noSuch(ProjectId id) {
    return new Refused(new NotFound("project", id.value()));
  }
}
