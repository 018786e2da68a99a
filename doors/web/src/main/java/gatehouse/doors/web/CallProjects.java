package gatehouse.doors.web;

import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which projects there are, for accounts, who may name any. Remembers what it found: projects are
 * never taken away.
 */
public final class CallProjects {
  private static final int MOST = 100_000;

  private final AdministrationStore store;
  private final Set<ProjectId> known = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ProjectId oldest;

  public CallProjects(AdministrationStore store) {
    this.store = store;
  }

  boolean exists(ProjectId id) {
    if (known.contains(id)) {
      return true;
    }
    boolean there = store.project(id).isPresent();
    if (there && known.size() < MOST) {
      known.add(id);
    }
    return there;
  }

  Optional<ProjectId> oldest() {
    ProjectId found = oldest;
    if (found == null) {
      found = store.projects().stream().findFirst().map(Project::id).orElse(null);
      oldest = found;
    }
    return Optional.ofNullable(found);
  }
}
