package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An action to be said as code.
 *
 * @param action as {@code user.create}, named as in {@code allowedActions}
 * @param project the project's id, or {@code -}
 * @param target what it is done to: a user's name or id, or the id of a token or workload
 * @param body as the action's own route takes it
 */
public record AsCodeWish(
    @Nullable String action,
    @Nullable String project,
    @Nullable String target,
    @Nullable JsonNode body) {}
