package gatehouse.core.administration;

import gatehouse.core.access.Actions;
import gatehouse.core.access.AllowedAction;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done with a user, and what their state forbids; {@link Users} asks the same. */
public final class UserActions {
  private UserActions() {}

  /** What a caller may do with a user now. */
  public static Map<String, AllowedAction> of(Caller caller, User user, Instant now) {
    Resource project = Resource.of(user.project());
    var actions =
        new Actions(caller, now)
            .add("user.read", Permission.USER_READ, project)
            .add("user.roles", Permission.ROLE_ASSIGN, project)
            .add("user.password", Permission.USER_MANAGE, project)
            .add("user.suspend", Permission.USER_MANAGE, project, whyNotSuspend(user))
            .add("user.resume", Permission.USER_MANAGE, project, whyNotResume(user))
            .add("user.end", Permission.USER_MANAGE, project)
            .add("user.delete", Permission.USER_MANAGE, project);
    if (isSelf(caller, user)) {
      return actions
          .addOpen("user.sessions", null)
          .addOpen("user.end-sessions", null)
          .addOpen("user.activity", null)
          .all();
    }
    return actions
        .add("user.sessions", Permission.SESSION_READ, project)
        .add("user.end-sessions", Permission.SESSION_END, project)
        .add("user.activity", Permission.AUDIT_READ, project)
        .all();
  }

  /** Why a user cannot be suspended in their state; null where they can. */
  static @Nullable String whyNotSuspend(User user) {
    return user.status() == UserStatus.DISABLED ? "The user is suspended already." : null;
  }

  /** Why a user cannot be resumed in their state; null where they can. */
  static @Nullable String whyNotResume(User user) {
    return user.status() == UserStatus.DISABLED ? null : "The user is not suspended.";
  }

  private static boolean isSelf(Caller caller, User user) {
    Standing standing = caller.standingOrNull();
    return caller instanceof Caller.Person
        && standing != null
        && standing.subject().equals(user.subject());
  }
}
