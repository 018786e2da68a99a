package gatehouse.doors.api.ai;

import gatehouse.core.volume.UserVolumes;
import gatehouse.doors.web.Call;

/** What workloads may name in their volumes: the volumes that a project keeps apart from them. */
public final class KnownVolumes {
  private final UserVolumes kept;

  public KnownVolumes(UserVolumes kept) {
    this.kept = kept;
  }

  /** Reads volumes for the project of a call. */
  VolumeReader reader(Call call) {
    return new VolumeReader(id -> kept.attached(call.project(), id));
  }
}
