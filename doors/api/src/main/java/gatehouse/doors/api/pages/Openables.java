package gatehouse.doors.api.pages;

import gatehouse.core.access.Caller;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import java.util.List;

/** What somebody may open. */
@FunctionalInterface
public interface Openables {

  /**
   * The workloads of a project that a caller may open and that have not ended: first what runs, the
   * newest first, a hundred at most.
   */
  List<Openable> of(Caller caller, ProjectId project);

  /**
   * One of them.
   *
   * @param state as {@code RUNNING}
   */
  record Openable(WorkloadKind kind, WorkloadId id, String name, String state) {}
}
