package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The older word for a bucket of a data store: the region stands for the data store's alias. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PrivateSwiftVolume(
    @Nullable String container,
    @Nullable String region,
    @Nullable String prefix,
    @Nullable String archive,
    @Nullable Boolean internal) {}
