package gatehouse.doors.api.ai;

import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.UserVolumes;
import gatehouse.doors.web.Call;

/** What workloads may name in their volumes: a project's own volumes, and its data stores. */
public final class KnownVolumes {
  private final UserVolumes kept;
  private final DataStores stores;

  public KnownVolumes(UserVolumes kept, DataStores stores) {
    this.kept = kept;
    this.stores = stores;
  }

  /** Reads volumes for the project of a call. */
  VolumeReader reader(Call call) {
    return new VolumeReader(
        id -> kept.attached(call.project(), id), alias -> stores.isGit(call.project(), alias));
  }
}
