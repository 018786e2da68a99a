package gatehouse.core.volume;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Volumes of their own in memory. */
public final class MemoryUserVolumes implements UserVolumeBook {
  private final List<UserVolume> kept = new ArrayList<>();

  /** Everything that was audited, in order. */
  public final List<AuditLine> audited = new ArrayList<>();

  @Override
  public synchronized List<UserVolume> list(ProjectId project) {
    return kept.stream().filter(one -> one.project().equals(project)).toList();
  }

  @Override
  public synchronized Optional<UserVolume> find(ProjectId project, UUID id) {
    return list(project).stream().filter(one -> one.id().equals(id)).findFirst();
  }

  @Override
  public synchronized void add(UserVolume volume, AuditLine line) {
    kept.add(volume);
    audited.add(line);
  }

  @Override
  public synchronized boolean remove(ProjectId project, UUID id, AuditLine line) {
    boolean removed = kept.removeIf(one -> one.project().equals(project) && one.id().equals(id));
    if (removed) {
      audited.add(line);
    }
    return removed;
  }
}
