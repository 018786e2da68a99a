package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Selector;
import gatehouse.core.access.Standing;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.State;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadQuery;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.WorkloadPage;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Notebooks, jobs and apps with what the caller may do with them. What is done to them is done by
 * the routes of the model.
 */
public final class WorkloadsResource implements Resource {
  private static final String ALL = "/v1/gatehouse/project/{project}/workload";
  private static final String ONE = ALL + "/{kind}/{id}";
  private static final int MOST_EVENTS = 1000;

  private final Workloads workloads;
  private final WorkloadBodies bodies;

  public WorkloadsResource(Workloads workloads, WorkloadBodies bodies) {
    this.workloads = workloads;
    this.bodies = bodies;
  }

  @Override
  public void mount(Routes routes) {
    // Which permission is needed depends on the kind: the use cases ask.
    routes.add("GET", ALL + "/{kind}", new Guard.SignedIn(), this::list);
    routes.add("GET", ONE, new Guard.SignedIn(), this::get);
    routes.add("GET", ONE + "/event", new Guard.SignedIn(), this::events);
  }

  private Reply list(Call call) {
    int size = call.queryInt("size", 100, 1, WorkloadQuery.LARGEST_PAGE);
    int page = call.queryInt("page", 0, 0, 1_000_000);
    var query =
        new WorkloadQuery(
            call.project(),
            kind(call),
            call.queryAll("state").stream()
                .filter(text -> !text.isBlank())
                .map(State::of)
                .collect(Collectors.toSet()),
            mine(call),
            call.query("text").orElse("").strip(),
            call.queryAll("label").stream().map(Selector::parse).toList(),
            null,
            null,
            sort(call.query("sort").orElse("createdAt")),
            descending(call.query("order").orElse("desc")),
            (long) page * size,
            size);
    var found = workloads.list(call.actor(), query);
    return Reply.json(
        new WorkloadPage(
            found.items().stream().map(one -> bodies.of(call.caller(), one)).toList(),
            found.total()));
  }

  private Reply get(Call call) {
    return Reply.json(bodies.of(call.caller(), find(call)));
  }

  private Reply events(Call call) {
    Workload workload = find(call);
    int most = call.queryInt("limit", 200, 1, MOST_EVENTS);
    return Reply.json(
        workloads.events(call.actor(), workload.kind(), workload.id(), most).stream()
            .map(WorkloadBodies::event)
            .toList());
  }

  private Workload find(Call call) {
    WorkloadKind kind = kind(call);
    WorkloadId id = call.path("id", WorkloadId::of);
    Workload workload = workloads.get(call.actor(), kind, id);
    if (!workload.project().equals(call.project())) {
      throw new Refused(new NotFound(kind.word(), id.toString()));
    }
    return workload;
  }

  static WorkloadKind kind(Call call) {
    return call.path(
        "kind",
        text ->
            Arrays.stream(WorkloadKind.values())
                .filter(kind -> kind.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new Refused(new Invalid("kind", "notebook, job or app"))));
  }

  private static String mine(Call call) {
    Standing standing = call.caller().standingOrNull();
    return switch (call.query("owner").orElse("")) {
      case "me" -> standing == null ? "" : standing.name().value();
      case String name -> name;
    };
  }

  private static WorkloadQuery.Sort sort(String word) {
    return switch (word) {
      case "createdAt", "" -> WorkloadQuery.Sort.CREATED;
      case "updatedAt" -> WorkloadQuery.Sort.UPDATED;
      case "name" -> WorkloadQuery.Sort.NAME;
      case "state" -> WorkloadQuery.Sort.STATE;
      case "owner" -> WorkloadQuery.Sort.USER;
      default ->
          throw new Refused(new Invalid("sort", "one of createdAt, updatedAt, name, state, owner"));
    };
  }

  private static boolean descending(String word) {
    return switch (word) {
      case "asc" -> false;
      case "desc", "" -> true;
      default -> throw new Refused(new Invalid("order", "asc or desc"));
    };
  }
}
