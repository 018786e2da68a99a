package gatehouse.doors.wire.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who calls, in the words of the authentication API. */
public record AuthDetails(
    String account,
    @Nullable String user,
    String method,
    @Nullable String description,
    List<String> roles,
    List<String> identities,
    List<AccessRuleBody> allowedRoutes) {}
