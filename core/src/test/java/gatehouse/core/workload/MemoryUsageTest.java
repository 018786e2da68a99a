package gatehouse.core.workload;

class MemoryUsageTest extends UsageStoreContract {
  private final MemoryWorkloads workloads = new MemoryWorkloads();
  private final MemoryUsage usage = new MemoryUsage(workloads);

  @Override
  protected UsageStore usage() {
    return usage;
  }

  @Override
  protected WorkloadStore workloads() {
    return workloads;
  }
}
