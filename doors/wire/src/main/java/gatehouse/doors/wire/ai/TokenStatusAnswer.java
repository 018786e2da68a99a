package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How a token is; the value is there once, when it was made or renewed. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenStatusAnswer(
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String value, int version) {}
