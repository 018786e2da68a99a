package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Where the data of a volume comes from: one of these. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumeSourceBody(
    @Nullable DataStoreVolume dataStore,
    @Nullable GitVolume publicGit,
    @Nullable PublicSwiftVolume publicSwift,
    @Nullable PrivateSwiftVolume privateSwift,
    @Nullable Object standalone) {}
