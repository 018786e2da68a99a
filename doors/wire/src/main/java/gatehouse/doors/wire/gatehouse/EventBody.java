package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of the stream.
 *
 * @param id what to come back with; the stream's own {@code id} is the same
 * @param type as {@code user.changed}, {@code job.deleted}, {@code session-changed}, {@code resync}
 * @param object what it is about, in the shape of its own route; only the id where it is gone
 * @param version grows with each change of the object; an older one is to be ignored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventBody(
    String id,
    String type,
    @Nullable Object object,
    @Nullable Long version,
    @Nullable Map<String, AllowedActionBody> allowedActions) {}
