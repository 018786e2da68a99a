package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** A role to be given. */
public record RoleIdBody(@Nullable String roleId) {}
