package gatehouse.core.administration;

import gatehouse.core.identity.Description;
import gatehouse.core.identity.UserName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user to be made.
 *
 * @param name the name to sign in with; null to have one generated
 * @param endsAt when their access ends by itself, or null
 */
public record NewUser(
    Description description,
    @Nullable UserName name,
    List<RoleWish> roles,
    @Nullable Instant endsAt) {
  public NewUser {
    roles = List.copyOf(roles);
  }
}
