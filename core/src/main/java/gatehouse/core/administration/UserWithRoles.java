package gatehouse.core.administration;

import gatehouse.core.access.Grant;
import gatehouse.core.identity.User;
import java.util.List;

/** A user and the roles they hold. */
public record UserWithRoles(User user, List<Grant> grants) {
  public UserWithRoles {
    grants = List.copyOf(grants);
  }
}
