package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.WorkloadId;
import java.io.IOException;

/** Which user of this machine owns what is a workload's. */
public interface WorkspaceOwners {

  /** The workload's user, given now if it has none. */
  int of(WorkloadId workload) throws IOException;

  /** Gives a workload's user back, once nothing of it is left. */
  void release(WorkloadId workload) throws IOException;

  /** One for all. */
  static WorkspaceOwners always(int user) {
    return new WorkspaceOwners() {
      @Override
      public int of(WorkloadId workload) {
        return user;
      }

      @Override
      public void release(WorkloadId workload) {}
    };
  }
}
