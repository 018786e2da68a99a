package gatehouse.core.workload;

class MemoryWorkloadsTest extends WorkloadStoreContract {
  private final MemoryWorkloads store = new MemoryWorkloads();

  @Override
  protected WorkloadStore store() {
    return store;
  }
}
