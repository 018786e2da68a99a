package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A git repository that everybody may read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GitVolume(@Nullable String url) {}
