package gatehouse.server;

import gatehouse.core.administration.Users;
import gatehouse.core.volume.DataStores;
import gatehouse.doors.api.ai.DataAuthResource;
import gatehouse.doors.api.cloud.CloudStorageResource;
import gatehouse.doors.api.cloud.StorageFiles;
import gatehouse.doors.api.gatehouse.BucketsResource;
import gatehouse.doors.api.gatehouse.DataStoresResource;
import gatehouse.doors.api.gatehouse.ObjectsResource;
import gatehouse.doors.api.gatehouse.StorageResource;
import gatehouse.doors.web.Resource;
import java.time.InstantSource;
import java.util.List;

/** The routes of object storage: keys, policies, buckets, objects, data stores. */
final class StorageRoutes {
  private StorageRoutes() {}

  static List<Resource> of(
      Users users, DataStores dataStores, ObjectStorage objects, InstantSource clock) {
    var directory = new Data.AllStores(objects.shelves(), dataStores);
    return List.of(
        new CloudStorageResource(objects.keys(), objects.policies(), files(objects)),
        new StorageResource(users, objects.keys(), objects.policies()),
        new BucketsResource(objects.shelves(), objects.passages(), clock),
        new ObjectsResource(objects.shelves()::of, objects.passages(), clock),
        new DataStoresResource(dataStores, directory, objects.endpoint()),
        new DataAuthResource(dataStores, objects.endpoint()));
  }

  /** What a user pastes into a client's configuration. */
  static StorageFiles files(ObjectStorage objects) {
    return new StorageFiles(objects.endpoint().orElse(""), Resources.REGION);
  }
}
