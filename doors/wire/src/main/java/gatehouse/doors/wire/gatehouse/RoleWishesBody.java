package gatehouse.doors.wire.gatehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The roles a user shall hold, and no others. */
public record RoleWishesBody(@Nullable List<RoleWishBody> roles) {}
