package gatehouse.core.image;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where registries are kept. Reads see the last commit. */
public interface RegistryBook {

  /** A registry, and the password for it, sealed. */
  @SuppressWarnings("ArrayRecordComponent")
  record Kept(Registry registry, byte[] sealedPassword) {}

  /** Those of a project, oldest first. */
  List<Kept> list(ProjectId project);

  /** One of a project. */
  Optional<Kept> find(ProjectId project, UUID id);

  /** Keeps one with its audit line; false where the project has that URL already. */
  boolean add(Kept kept, AuditLine line);

  /**
   * Replaces one with an audit line; false where there is none, or the project has its URL already.
   */
  boolean replace(Kept kept, AuditLine line);

  /** Removes one with an audit line; false where there is none. */
  boolean remove(ProjectId project, UUID id, AuditLine line);
}
