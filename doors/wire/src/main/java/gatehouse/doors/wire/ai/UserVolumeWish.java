package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/** A volume to be kept apart from workloads: one source. */
public record UserVolumeWish(
    @Nullable Boolean cache,
    @Nullable DataStoreVolume dataStore,
    @Nullable GitVolume publicGit,
    @Nullable PublicSwiftVolume publicSwift,
    @Nullable PrivateSwiftVolume privateSwift,
    @Nullable Object standalone) {}
