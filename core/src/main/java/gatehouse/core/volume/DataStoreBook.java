package gatehouse.core.volume;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import java.util.List;
import java.util.Optional;

/** Where data stores are kept. Reads see the last commit. */
public interface DataStoreBook {

  /** A data store, and the secret of its key, sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record Kept(DataStore store, byte[] sealedSecret) {}

  /** Those of a project, by alias. */
  List<DataStore> list(ProjectId project);

  /** The one of an alias, whatever the case of its letters. */
  Optional<Kept> find(ProjectId project, String alias);

  /** Keeps one with its audit line; false where there is one of that alias already. */
  boolean add(Kept kept, AuditLine line);

  /** Replaces one with an audit line; false where there is none. */
  boolean replace(Kept kept, AuditLine line);

  /** Removes one with an audit line; false where there is none. */
  boolean remove(ProjectId project, String alias, AuditLine line);

  /** Writes an audit line alone. */
  void audit(AuditLine line);
}
