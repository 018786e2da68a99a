package gatehouse.core.workload;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the frameworks of projects are kept. Reads see the last commit. */
public interface FrameworkBook {

  /** Those of a project, by id, the newest version of each first. */
  List<Framework> list(ProjectId project);

  /** Keeps one with its audit line; false where the project has that version already. */
  boolean add(Framework framework, AuditLine line);

  /**
   * Removes one with its audit line; false where there is none.
   *
   * @param version which, or null for all of them
   */
  boolean remove(ProjectId project, String id, @Nullable String version, AuditLine line);

  /** Where there are none. */
  FrameworkBook NONE =
      new FrameworkBook() {
        @Override
        public List<Framework> list(ProjectId project) {
          return List.of();
        }

        @Override
        public boolean add(Framework framework, AuditLine line) {
          return false;
        }

        @Override
        public boolean remove(
            ProjectId project, String id, @Nullable String version, AuditLine line) {
          return false;
        }
      };
}
