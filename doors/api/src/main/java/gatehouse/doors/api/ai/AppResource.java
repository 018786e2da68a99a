package gatehouse.doors.api.ai;

import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.AppWishBody;
import java.time.InstantSource;

/** {@code /v1/app}: apps. */
public final class AppResource implements Resource {
  private final LogRoutes logs;
  private final ExecRoutes execs;
  private final WorkloadRoutes common;

  public AppResource(
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
            WorkloadKind.APP,
            workloads,
            new Answers(addresses, syncs, clock),
            call -> WishReader.read(call.body(AppWishBody.class), volumes.reader(call)));
  }

  @Override
  public void mount(Routes routes) {
    common.mount(routes);
    logs.mount(routes, WorkloadKind.APP);
    execs.mount(routes, WorkloadKind.APP);
  }
}
