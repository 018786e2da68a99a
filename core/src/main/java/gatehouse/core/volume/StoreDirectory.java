package gatehouse.core.volume;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectStore;
import java.net.URI;

/** The data stores of projects, by the names people call them. */
public interface StoreDirectory {

  /**
   * A project's data store.
   *
   * @throws Refused with {@link NotFound} where it has none of that name
   */
  ObjectStore named(ProjectId project, String alias);

  /** A container elsewhere that everybody may list and read; its one bucket is {@link #WHOLE}. */
  default ObjectStore open(URI container) {
    throw new Refused(new NotFound("container", container.toString()));
  }

  /** What an open container is called where a bucket has to have a name. */
  BucketName WHOLE = new BucketName("container");

  /**
   * A project's store of git repositories, and what opens it.
   *
   * @throws Refused with {@link NotFound} where it has none of that name
   */
  default DataStores.Opened repositories(ProjectId project, String alias) {
    throw new Refused(new NotFound("data store of git repositories", alias));
  }
}
