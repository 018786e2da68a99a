package gatehouse.core.administration;

import gatehouse.core.access.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A role to be given, with its end, or null for none. */
public record RoleWish(Role role, @Nullable Instant endsAt) {}
