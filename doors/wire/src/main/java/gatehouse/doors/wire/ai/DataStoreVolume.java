package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A bucket of a data store, or one folder of it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataStoreVolume(
    @Nullable String alias,
    @Nullable String container,
    @Nullable String prefix,
    @Nullable String archive,
    @Nullable Boolean internal) {}
