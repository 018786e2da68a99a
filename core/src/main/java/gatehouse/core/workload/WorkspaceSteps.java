package gatehouse.core.workload;

import gatehouse.core.workload.DataSteps.Standing;

/** How far the workspace of a workload is: made before its run, saved after it. */
interface WorkspaceSteps {

  /** Whether the workspace for the present run is there. */
  Standing restore(Workload workload);

  /** Whether what the present run left is saved; only to be asked once it is over. */
  Standing save(Workload workload);

  /** Ends what is under way; whether nothing is any more. */
  boolean end(WorkloadId workload);

  /** Forgets all that was saved. */
  void forget(WorkloadId workload);

  /** Where workspaces are left as they are. */
  WorkspaceSteps NONE =
      new WorkspaceSteps() {
        @Override
        public Standing restore(Workload workload) {
          return new Standing.Ready();
        }

        @Override
        public Standing save(Workload workload) {
          return new Standing.Ready();
        }

        @Override
        public boolean end(WorkloadId workload) {
          return true;
        }

        @Override
        public void forget(WorkloadId workload) {}
      };
}
