package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Where what changes in a volume is written, if not where it comes from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumeTargetBody(
    @Nullable DataStoreVolume targetDataStore, @Nullable PrivateSwiftVolume targetPrivateSwift) {}
