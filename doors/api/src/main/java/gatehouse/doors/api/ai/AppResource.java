package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.AppEdits;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadWish;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.AppEditBody;
import gatehouse.doors.wire.ai.AppImageBody;
import gatehouse.doors.wire.ai.AppWishBody;
import gatehouse.doors.wire.ai.ScalingStrategy;
import java.time.InstantSource;

/** {@code /v1/app}: apps. */
public final class AppResource implements Resource {
  private final LogRoutes logs;
  private final ExecRoutes execs;
  private final WorkloadRoutes common;
  private final AppEdits edits;
  private final Answers answers;

  public AppResource(
      Workloads workloads,
      AppEdits edits,
      LogRoutes logs,
      ExecRoutes execs,
      Addresses addresses,
      DataSyncs syncs,
      KnownVolumes volumes,
      InstantSource clock) {
    this.edits = edits;
    this.logs = logs;
    this.execs = execs;
    this.answers = new Answers(addresses, syncs, clock);
    this.common =
        new WorkloadRoutes(
            WorkloadKind.APP,
            workloads,
            answers,
            call -> WishReader.read(call.body(AppWishBody.class), volumes.reader(call)));
  }

  @Override
  public void mount(Routes routes) {
    common.mount(routes);
    String one = "/v1/app/{id}";
    var needs = common.needs(Deed.EDIT);
    routes.add("PUT", one, needs, Models.saying400(this::edit));
    routes.add("PUT", one + "/image", needs, Models.saying400(this::image));
    routes.add("PUT", one + "/scalingstrategy", needs, Models.saying400(this::scale));
    logs.mount(routes, WorkloadKind.APP);
    execs.mount(routes, WorkloadKind.APP);
  }

  private Reply edit(Call call) {
    AppEditBody body = call.body(AppEditBody.class);
    Workload app =
        edits.change(
            Models.actor(call),
            WorkloadRoutes.id(call),
            ServingReader.resources(body),
            spec -> ServingReader.edited(spec, body));
    return Reply.json(answers.of(app, true));
  }

  private Reply image(Call call) {
    String url = call.body(AppImageBody.class).url();
    if (url == null || url.isBlank()) {
      throw new Refused(new Invalid("url", "the name of an image"));
    }
    Workload app =
        edits.change(
            Models.actor(call),
            WorkloadRoutes.id(call),
            WorkloadWish.Resources.ANY,
            spec -> spec.withProgram(url, spec.command(), spec.environment(), spec.httpPort()));
    return Reply.text(
        "The app changes to " + app.spec().image() + "; what serves goes on until that is ready.");
  }

  private Reply scale(Call call) {
    ScalingStrategy scaling = call.body(ScalingStrategy.class);
    edits.scale(
        Models.actor(call),
        WorkloadRoutes.id(call),
        serving -> ScalingReader.required(serving, scaling));
    return Reply.noContent();
  }
}
