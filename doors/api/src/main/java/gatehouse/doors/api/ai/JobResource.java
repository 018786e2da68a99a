package gatehouse.doors.api.ai;

import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.JobEdit;
import gatehouse.doors.wire.ai.JobWishBody;
import java.time.InstantSource;

/** {@code /v1/job}: jobs. */
public final class JobResource implements Resource {
  private final Workloads workloads;
  private final LogRoutes logs;
  private final ExecRoutes execs;
  private final WorkloadRoutes common;

  public JobResource(
      Workloads workloads,
      LogRoutes logs,
      ExecRoutes execs,
      Addresses addresses,
      DataSyncs syncs,
      KnownVolumes volumes,
      InstantSource clock) {
    this.workloads = workloads;
    this.logs = logs;
    this.execs = execs;
    this.common =
        new WorkloadRoutes(
            WorkloadKind.JOB,
            workloads,
            new Answers(addresses, syncs, clock),
            call -> WishReader.read(call.body(JobWishBody.class), volumes.reader(call)));
  }

  @Override
  public void mount(Routes routes) {
    common.mount(routes);
    routes.add("PUT", "/v1/job/{id}", common.needs(Deed.EDIT), Models.saying400(this::edit));
    logs.mount(routes, WorkloadKind.JOB);
    execs.mount(routes, WorkloadKind.JOB);
  }

  private Reply edit(Call call) {
    JobEdit edit = call.body(JobEdit.class);
    Long timeout = edit.timeout();
    workloads.limitTime(
        Models.actor(call),
        WorkloadRoutes.id(call),
        timeout == null ? null : WishReader.seconds(timeout),
        edit.timeoutAutoRestart());
    return Reply.noContent();
  }
}
