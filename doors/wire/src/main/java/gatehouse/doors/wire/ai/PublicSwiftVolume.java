package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A Swift container that everybody may list and read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublicSwiftVolume(@Nullable String url) {}
