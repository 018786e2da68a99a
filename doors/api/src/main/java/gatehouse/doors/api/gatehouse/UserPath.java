package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Standing;
import gatehouse.core.administration.Users;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.doors.web.Call;
import java.util.regex.Pattern;

/** Reads {@code {user}} in a path, which is an id or a name. */
final class UserPath {
  /** A number in any writing; which of them are ids is for {@link UserId#of} to say. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\p{Nd}+");

  private final Users users;

  UserPath(Users users) {
    this.users = users;
  }

  /** The user's id; names other than one's own are looked up with the caller's rights. */
  UserId id(Call call) {
    return id(call, call.path("user", text -> text));
  }

  /** The id of a user of the call's project: {@code NotFound} where there is none. */
  UserId existing(Call call) {
    return users.get(call.actor(), call.project(), id(call)).user().id();
  }

  UserId id(Call call, String idOrName) {
    if (NUMBER.matcher(idOrName).matches()) {
      return UserId.of(idOrName);
    }
    var name = new UserName(idOrName);
    Standing own = call.caller().standingOrNull();
    if (own != null && own.subject().kind() == Subject.Kind.USER && own.name().equals(name)) {
      return UserId.of(own.subject().key());
    }
    return users.get(call.actor(), call.project(), name).user().id();
  }
}
