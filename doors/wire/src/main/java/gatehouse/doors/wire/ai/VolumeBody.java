package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A volume, asked for in either of the model's two shapes and told in both: with its source beside
 * the path, and below {@code volumeSource}.
 *
 * @param userVolumeId the volume kept apart that stands in for a source
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VolumeBody(
    @Nullable String mountPath,
    @Nullable String permission,
    @Nullable Boolean cache,
    @Nullable DataStoreVolume dataStore,
    @Nullable GitVolume publicGit,
    @Nullable PublicSwiftVolume publicSwift,
    @Nullable PrivateSwiftVolume privateSwift,
    @Nullable Object standalone,
    @Nullable DataStoreVolume targetDataStore,
    @Nullable PrivateSwiftVolume targetPrivateSwift,
    @Nullable VolumeSourceBody volumeSource,
    @Nullable VolumeTargetBody volumeTarget,
    @Nullable String userVolumeId) {}
