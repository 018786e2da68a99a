package gatehouse.doors.api.ai;

import gatehouse.core.volume.UserVolume;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.DataSync;
import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.DataSync.SyncState;
import gatehouse.core.workload.Remark;
import gatehouse.core.workload.VolumeProgress;
import gatehouse.core.workload.WorkloadSpec;
import gatehouse.doors.wire.ai.DataStoreVolume;
import gatehouse.doors.wire.ai.DataSyncAnswer;
import gatehouse.doors.wire.ai.DataSyncBody;
import gatehouse.doors.wire.ai.DataSyncProgress;
import gatehouse.doors.wire.ai.DataSyncStatus;
import gatehouse.doors.wire.ai.GitVolume;
import gatehouse.doors.wire.ai.PublicSwiftVolume;
import gatehouse.doors.wire.ai.StatusInfo;
import gatehouse.doors.wire.ai.UserVolumeAnswer;
import gatehouse.doors.wire.ai.VolumeBody;
import gatehouse.doors.wire.ai.VolumeSourceBody;
import gatehouse.doors.wire.ai.VolumeStatusAnswer;
import gatehouse.doors.wire.ai.VolumeTargetBody;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Volumes and the way of their data in the words of the model. */
final class DataAnswers {
  private DataAnswers() {}

  static List<VolumeBody> volumes(WorkloadSpec spec) {
    return spec.volumes().stream().map(DataAnswers::of).toList();
  }

  private static VolumeBody of(Volume volume) {
    VolumeSourceBody source = of(volume.source());
    UUID kept = volume.userVolume();
    DataStoreVolume target =
        volume.target() instanceof VolumeSource.Bucket bucket ? stored(bucket) : null;
    return new VolumeBody(
        volume.mountPath().value(),
        volume.permission().name(),
        volume.cache(),
        source.dataStore(),
        source.publicGit(),
        source.publicSwift(),
        null,
        source.standalone(),
        target,
        null,
        source,
        target == null ? null : new VolumeTargetBody(target, null),
        kept == null ? null : kept.toString());
  }

  /** A volume that is kept apart from workloads. */
  static UserVolumeAnswer of(UserVolume volume) {
    VolumeSourceBody source = of(volume.source());
    return new UserVolumeAnswer(
        volume.id().toString(),
        volume.createdAt(),
        volume.updatedAt(),
        volume.user(),
        volume.cache(),
        source.dataStore(),
        source.publicGit(),
        source.publicSwift());
  }

  private static DataStoreVolume stored(VolumeSource.Bucket bucket) {
    return new DataStoreVolume(
        bucket.store(),
        bucket.bucket().value(),
        bucket.prefix(),
        bucket.archive().isEmpty() ? null : bucket.archive(),
        null);
  }

  private static VolumeSourceBody of(VolumeSource source) {
    return switch (source) {
      case VolumeSource.Bucket bucket ->
          new VolumeSourceBody(stored(bucket), null, null, null, null);
      case VolumeSource.Git(String url) ->
          new VolumeSourceBody(null, new GitVolume(url), null, null, null);
      case VolumeSource.PublicContainer(String url) ->
          new VolumeSourceBody(null, null, new PublicSwiftVolume(url), null, null);
      case VolumeSource.Repository(String store, String path) ->
          new VolumeSourceBody(
              new DataStoreVolume(store, path, null, null, null), null, null, null, null);
      case VolumeSource.Standalone _ -> new VolumeSourceBody(null, null, null, null, Map.of());
    };
  }

  static List<VolumeStatusAnswer> volumes(WorkloadSpec spec, List<DataSync> syncs) {
    return spec.volumes().stream()
        .map(
            volume ->
                new VolumeStatusAnswer(
                    volume.id().toString(),
                    volume.mountPath().value(),
                    (volume.userVolume() == null ? volume.id() : volume.userVolume()).toString(),
                    last(volume, syncs, Direction.PULL),
                    last(volume, syncs, Direction.PUSH)))
        .toList();
  }

  private static @Nullable Instant last(Volume volume, List<DataSync> syncs, Direction direction) {
    return syncs.stream()
        .filter(sync -> sync.direction() == direction && sync.state() == SyncState.DONE)
        .filter(sync -> sync.progress().stream().anyMatch(one -> one.volume().equals(volume.id())))
        .map(DataSync::createdAt)
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  static DataSyncAnswer of(DataSync sync) {
    return new DataSyncAnswer(
        sync.id().toString(),
        sync.createdAt(),
        sync.updatedAt(),
        new DataSyncBody(
            word(sync.direction()),
            sync.manual(),
            sync.volume() == null ? null : sync.volume().toString()),
        new DataSyncStatus(
            sync.state().name(),
            info(sync.info()),
            sync.createdAt(),
            sync.startedAt(),
            sync.endedAt(),
            sync.progress().stream().map(one -> of(one, sync.direction())).toList()));
  }

  private static DataSyncProgress of(VolumeProgress one, Direction direction) {
    return new DataSyncProgress(
        one.id().toString(),
        word(direction),
        one.state(),
        one.total(),
        one.completed(),
        one.processed(),
        one.skipped(),
        one.failed(),
        one.deleted(),
        one.transferredBytes(),
        one.source(),
        one.reason() == null ? null : info(one.reason()),
        one.createdAt(),
        one.updatedAt());
  }

  private static StatusInfo info(Remark remark) {
    return new StatusInfo(remark.code(), remark.sentence());
  }

  private static String word(Direction direction) {
    return direction.name().toLowerCase(Locale.ROOT);
  }
}
