package gatehouse.doors.wire.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service account to be made or renamed. The model binds it by policies of its own; here the role
 * and the project stand beside its name.
 */
public record NewServiceAccount(
    @Nullable List<@Nullable String> callbackUrls,
    @Nullable String name,
    @Nullable String description,
    @Nullable String flow,
    @Nullable String role,
    @Nullable String project) {}
