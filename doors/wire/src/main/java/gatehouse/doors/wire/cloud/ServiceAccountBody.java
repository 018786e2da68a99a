package gatehouse.doors.wire.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service account; role and project are what it reaches at most. */
public record ServiceAccountBody(
    String clientId,
    String name,
    String description,
    String flow,
    List<String> callbackUrls,
    String createdAt,
    String identity,
    @Nullable String role,
    @Nullable String project) {}
