package gatehouse.core.access;

import java.util.EnumSet;
import java.util.Set;

/**
 * A named set of permissions.
 *
 * @param id 32 hex digits, the same in every installation; what the model's clients send when they
 *     edit roles
 * @param label what people call it: "AI Training Reader"
 * @param meaning one sentence for people
 * @param permissions what it lets one do here; empty where it governs nothing in this installation
 */
public record Role(
    String id, RoleName name, String label, String meaning, Set<Permission> permissions) {

  public Role {
    permissions =
        permissions.isEmpty()
            ? Set.of()
            : java.util.Collections.unmodifiableSet(EnumSet.copyOf(permissions));
  }

  /** Whether holding it lets one do this. */
  public boolean allows(Permission permission) {
    return permissions.contains(permission);
  }
}
