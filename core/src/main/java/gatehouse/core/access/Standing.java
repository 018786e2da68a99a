package gatehouse.core.access;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What decides about a user or account: immutable, and true as of the revision it was read at.
 *
 * @param project the project a user belongs to; null for an account, which owns them all
 */
public record Standing(
    Subject subject,
    @Nullable ProjectId project,
    UserName name,
    UserStatus status,
    @Nullable Instant endsAt,
    List<Grant> grants) {

  public Standing {
    grants = List.copyOf(grants);
  }

  /** Whether this is an account, which owns the installation. */
  public boolean isAccount() {
    return project == null;
  }

  /** The labels of the roles held, for sentences; "no role" where there is none. */
  public String rolesInWords() {
    return grants.isEmpty()
        ? "no role"
        : String.join(", ", grants.stream().map(grant -> grant.role().label()).toList());
  }
}
