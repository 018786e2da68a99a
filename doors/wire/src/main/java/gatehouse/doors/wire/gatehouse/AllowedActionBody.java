package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whether an action is open to the caller now.
 *
 * @param refusedBy {@code role} where nothing they do changes it, {@code state} where it may be
 *     open later; absent where it is allowed
 * @param reason why not, a sentence; absent where it is allowed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AllowedActionBody(
    boolean allowed, @Nullable String refusedBy, @Nullable String reason) {}
