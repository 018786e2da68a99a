package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadStore.Listing;
import gatehouse.core.workload.WorkloadWish;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.CommandAnswer;
import gatehouse.doors.wire.ai.LabelEdit;
import java.util.function.Function;

/** What can be done alike with notebooks, jobs and apps. */
final class WorkloadRoutes {
  private final WorkloadKind kind;
  private final String path;
  private final Workloads workloads;
  private final Answers answers;
  private final Function<Call, WorkloadWish> reader;

  /**
   * @param reader reads a wish from a call's body
   */
  WorkloadRoutes(
      WorkloadKind kind,
      Workloads workloads,
      Answers answers,
      Function<Call, WorkloadWish> reader) {
    this.kind = kind;
    this.path = "/v1/" + kind.word();
    this.workloads = workloads;
    this.answers = answers;
    this.reader = reader;
  }

  void mount(Routes routes) {
    routes.add("GET", path, needs(Deed.READ), this::list);
    routes.add("POST", path, needs(Deed.LAUNCH), this::create);
    routes.add("POST", path + "/command", needs(Deed.LAUNCH), this::command);
    routes.add("GET", path + "/{id}", needs(Deed.READ), this::get);
    routes.add("DELETE", path + "/{id}", needs(Deed.DELETE), Models.saying400(this::delete));
    routes.add("PUT", path + "/{id}/start", needs(Deed.LAUNCH), Models.saying400(this::start));
    String stop = kind == WorkloadKind.JOB ? "/{id}/kill" : "/{id}/stop";
    routes.add("PUT", path + stop, needs(Deed.STOP), Models.saying400(this::stop));
    routes.add("PUT", path + "/{id}/label", needs(Deed.EDIT), Models.saying400(this::label));
  }

  Needs needs(Deed deed) {
    return new Needs(deed.with(kind));
  }

  private Reply list(Call call) {
    var actor = Models.actor(call);
    Paging paging = Paging.of(call);
    Listing listing = workloads.list(actor, paging.query(call, kind));
    var items =
        listing.items().stream()
            .map(one -> answers.of(one, workloads.allows(actor, Deed.ENVIRONMENT, one)))
            .toList();
    return Reply.json(paging.answer(call, items, listing.total()));
  }

  private Reply create(Call call) {
    Workload workload = workloads.create(Models.actor(call), call.project(), reader.apply(call));
    return Reply.json(answers.of(workload, true));
  }

  private Reply command(Call call) {
    return Reply.json(new CommandAnswer(CommandLine.of(reader.apply(call))));
  }

  private Reply get(Call call) {
    var actor = Models.actor(call);
    Workload workload = workloads.get(actor, kind, id(call));
    return Reply.json(answers.of(workload, workloads.allows(actor, Deed.ENVIRONMENT, workload)));
  }

  private Reply start(Call call) {
    workloads.start(Models.actor(call), kind, id(call));
    return Reply.noContent();
  }

  private Reply stop(Call call) {
    workloads.stop(Models.actor(call), kind, id(call));
    return Reply.noContent();
  }

  private Reply delete(Call call) {
    boolean force = Models.isTrue(call, "force");
    workloads.delete(Models.actor(call), kind, id(call), force);
    return Reply.noContent();
  }

  private Reply label(Call call) {
    LabelEdit edit = call.body(LabelEdit.class);
    String name = edit.name();
    if (name == null || name.isBlank()) {
      throw new Refused(new Invalid("name", "the label's name"));
    }
    workloads.label(Models.actor(call), kind, id(call), name, edit.value());
    return Reply.noContent();
  }

  static WorkloadId id(Call call) {
    return call.path("id", WorkloadId::of);
  }
}
