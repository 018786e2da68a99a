package gatehouse.core.volume;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where volumes of their own are kept. Reads see the last commit. */
public interface UserVolumeBook {

  /** Those of a project, oldest first. */
  List<UserVolume> list(ProjectId project);

  /** One of a project. */
  Optional<UserVolume> find(ProjectId project, UUID id);

  /** Keeps one with its audit line. */
  void add(UserVolume volume, AuditLine line);

  /** Removes one with an audit line; false where there is none. */
  boolean remove(ProjectId project, UUID id, AuditLine line);
}
