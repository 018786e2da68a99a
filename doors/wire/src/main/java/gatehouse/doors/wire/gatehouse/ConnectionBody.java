package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something open that stands on a right.
 *
 * @param id of it at this node
 * @param credential by what its owner is known: the kind and, in words, the program
 * @param permission what it stands on; {@code signed_in} where that is enough
 * @param allowedActions absent where it is part of another answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConnectionBody(
    String id,
    String kind,
    String who,
    String credential,
    String resource,
    String permission,
    Instant since,
    @Nullable String node,
    @Nullable Boolean isMine,
    @Nullable Map<String, AllowedActionBody> allowedActions) {}
