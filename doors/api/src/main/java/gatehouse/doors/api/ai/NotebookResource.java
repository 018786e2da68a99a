package gatehouse.doors.api.ai;

import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.NotebookWishBody;
import java.time.InstantSource;

/** {@code /v1/notebook}: notebooks. */
public final class NotebookResource implements Resource {
  private final LogRoutes logs;
  private final ExecRoutes execs;
  private final WorkloadRoutes common;

  public NotebookResource(
      Workloads workloads,
      LogRoutes logs,
      ExecRoutes execs,
      Addresses addresses,
      DataSyncs syncs,
      KnownVolumes volumes,
      InstantSource clock) {
    this.logs = logs;
    this.execs = execs;
    this.common =
        new WorkloadRoutes(
            WorkloadKind.NOTEBOOK,
            workloads,
            new Answers(addresses, syncs, clock),
            call -> WishReader.read(call.body(NotebookWishBody.class), volumes.reader(call)));
  }

  @Override
  public void mount(Routes routes) {
    common.mount(routes);
    logs.mount(routes, WorkloadKind.NOTEBOOK);
    execs.mount(routes, WorkloadKind.NOTEBOOK);
  }
}
