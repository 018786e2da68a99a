package gatehouse.core.storage;

import gatehouse.core.identity.ProjectId;

/** The object stores of this installation. */
public interface ObjectStores {

  /** The buckets of a project; no other project sees them, whatever their names. */
  ObjectStore of(ProjectId project);
}
