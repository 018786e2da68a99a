package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A variable of the environment. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnvVar(@Nullable String name, @Nullable String value) {}
