package gatehouse.doors.wire.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roles that a user shall hold, and no others. */
public record RolesIdsBody(@Nullable List<@Nullable String> rolesIds) {}
