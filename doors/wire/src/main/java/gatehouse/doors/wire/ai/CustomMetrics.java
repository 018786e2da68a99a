package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A number of an app's own by which it scales. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CustomMetrics(
    @Nullable String apiUrl,
    @Nullable String format,
    @Nullable String valueLocation,
    @Nullable Double targetValue,
    @Nullable String aggregationType) {}
