package gatehouse.core.workload;

class MemoryActivityTest extends ActivityContract {
  private final WorkloadStore workloads = new MemoryWorkloads();
  private final Activity activity = new MemoryActivity(workloads);

  @Override
  protected Activity activity() {
    return activity;
  }

  @Override
  protected WorkloadStore workloads() {
    return workloads;
  }
}
