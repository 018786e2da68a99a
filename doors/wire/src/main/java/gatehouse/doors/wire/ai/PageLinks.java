package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Where the list goes on; nothing on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PageLinks(@Nullable String next) {}
