package gatehouse.doors.api.ai;

import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.NotebookEdit;
import gatehouse.core.workload.NotebookEdits;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadRuntime.WorkspaceUse;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.NotebookEditBody;
import gatehouse.doors.wire.ai.NotebookWishBody;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** {@code /v1/notebook}: notebooks. */
public final class NotebookResource implements Resource {
  private final LogRoutes logs;
  private final ExecRoutes execs;
  private final WorkloadRoutes common;
  private final NotebookEdits edits;
  private final KnownVolumes volumes;

  public NotebookResource(
      Workloads workloads,
      NotebookEdits edits,
      LogRoutes logs,
      ExecRoutes execs,
      Addresses addresses,
      DataSyncs syncs,
      KnownVolumes volumes,
      Function<WorkloadId, Optional<WorkspaceUse>> workspaces,
      InstantSource clock) {
    this.edits = edits;
    this.volumes = volumes;
    this.logs = logs;
    this.execs = execs;
    this.common =
        new WorkloadRoutes(
            WorkloadKind.NOTEBOOK,
            workloads,
            new Answers(addresses, syncs, workspaces, clock),
            call -> WishReader.read(call.body(NotebookWishBody.class), volumes.reader(call)));
  }

  @Override
  public void mount(Routes routes) {
    common.mount(routes);
    routes.add("PUT", "/v1/notebook/{id}", common.needs(Deed.EDIT), Models.saying400(this::edit));
    routes.add(
        "PUT",
        "/v1/notebook/{id}/restart",
        common.needs(Deed.LAUNCH),
        Models.saying400(this::restart));
    logs.mount(routes, WorkloadKind.NOTEBOOK);
    execs.mount(routes, WorkloadKind.NOTEBOOK);
  }

  private Reply restart(Call call) {
    edits.restart(Models.actor(call), WorkloadRoutes.id(call));
    return Reply.noContent();
  }

  private Reply edit(Call call) {
    NotebookEdit edit = WishReader.read(call.body(NotebookEditBody.class), volumes.reader(call));
    edits.change(Models.actor(call), WorkloadRoutes.id(call), edit);
    return Reply.noContent();
  }
}
