package gatehouse.core.volume;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectStore;

/** The data stores of projects, by the names people call them. */
public interface StoreDirectory {

  /**
   * A project's data store.
   *
   * @throws Refused with {@link NotFound} where it has none of that name
   */
  ObjectStore named(ProjectId project, String alias);

  /**
   * A project's store of git repositories, and what opens it.
   *
   * @throws Refused with {@link NotFound} where it has none of that name
   */
  default DataStores.Opened repositories(ProjectId project, String alias) {
    throw new Refused(new NotFound("data store of git repositories", alias));
  }
}
