package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a listing.
 *
 * @param prefixes the folders in it: the beginnings that keys share up to the delimiter
 * @param next what to send as {@code after} for the next part; left out after the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObjectsBody(
    List<ObjectBody> objects,
    List<String> prefixes,
    @Nullable String next,
    Map<String, AllowedActionBody> allowedActions) {}
