package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Data to be brought ({@code pull}) or written back ({@code push}): of one volume, or of all. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataSyncBody(
    @Nullable String direction, @Nullable Boolean manual, @Nullable String volume) {}
