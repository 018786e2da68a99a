package gatehouse.core.workload;

import gatehouse.core.access.Actions;
import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.identity.Project;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody may do in a project as a whole: what they may make, and what they may look at. */
public final class ProjectActions {
  private ProjectActions() {}

  /** What a caller may do in a project now; named as in {@code user.create}. */
  public static Map<String, AllowedAction> of(Caller caller, Project project, Instant now) {
    Resource here = Resource.of(project.id());
    var actions = new Actions(caller, now);
    for (WorkloadKind kind : WorkloadKind.values()) {
      actions
          .add(kind.word() + ".read", Deed.READ.with(kind), here)
          .add(kind.word() + ".open", Deed.OPEN.with(kind), here)
          .add(kind.word() + ".launch", Deed.LAUNCH.with(kind), here, whyNotLaunch(project));
    }
    return actions
        .add("capabilities.read", Permission.CAPABILITIES_READ, here)
        .add("user.read", Permission.USER_READ, here)
        .add("user.create", Permission.USER_MANAGE, here)
        .add("role.assign", Permission.ROLE_ASSIGN, here)
        .add("token.read", Permission.TOKEN_READ, here)
        .add("token.create", Permission.TOKEN_MANAGE, here)
        .add("session.read", Permission.SESSION_READ, here)
        .add("session.end", Permission.SESSION_END, here)
        .add("audit.read", Permission.AUDIT_READ, here)
        .add("audit.export", Permission.AUDIT_READ, Resource.INSTALLATION)
        .add("object.read", Permission.OBJECT_READ, here)
        .add("object.write", Permission.OBJECT_WRITE, here)
        .add("project.change", Permission.PROJECT_MANAGE, here)
        .add("project.create", Permission.PROJECT_CREATE, Resource.INSTALLATION)
        .add("account.manage", Permission.ACCOUNT_MANAGE, Resource.INSTALLATION)
        .all();
  }

  private static @Nullable String whyNotLaunch(Project project) {
    return project.aiAuthorized()
        ? null
        : "Workloads are not authorized in this project yet: an administrator does that first.";
  }
}
