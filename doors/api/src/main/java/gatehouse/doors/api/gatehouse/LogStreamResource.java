package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Caller;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.RunLogs.RunLog;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadDirectory.Reachable;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.api.ai.LogRoutes;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Events;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a workload writes, followed as server-sent events: one stream for one open view. */
public final class LogStreamResource implements Resource {
  private static final int USUAL_TAIL = 1_000;
  private static final int LONGEST_TAIL = 50_000;
  private static final Pattern MARK = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  private final RunLogs logs;
  private final LiveConnections connections;
  private final LiveWorkloads live;
  private final LogRoutes.Pause pause;

  /**
   * @param live looked at again each time it is decided whether a follower may stay
   */
  public LogStreamResource(
      RunLogs logs, LiveConnections connections, LiveWorkloads live, LogRoutes.Pause pause) {
    this.logs = logs;
    this.connections = connections;
    this.live = live;
    this.pause = pause;
  }

  @Override
  public void mount(Routes routes) {
    routes.add(
        "GET",
        "/v1/gatehouse/project/{project}/workload/{kind}/{id}/log",
        new Guard.SignedIn(),
        this::follow);
  }

  private Reply follow(Call call) {
    WorkloadKind kind = WorkloadsResource.kind(call);
    WorkloadId id = call.path("id", WorkloadId::of);
    RunLog log = logs.of(call.actor(), kind, id);
    Workload workload = log.workload();
    if (!workload.project().equals(call.project())) {
      throw new Refused(new NotFound(kind.word(), id.toString()));
    }
    live.refreshUnlessKnown(id);
    long from = from(call, log);
    Caller caller = call.caller();
    return Reply.events(events -> follow(events, caller, log, from))
        .header("X-Accel-Buffering", "no");
  }

  private void follow(Events events, Caller caller, RunLog log, long from) throws IOException {
    Workload workload = log.workload();
    try (var _ =
        connections.open(
            ConnectionKind.LOG,
            caller,
            Deed.LOG.with(workload.kind()),
            () -> resource(workload),
            workload.subject(),
            events.outflow()::cut)) {
      new LogFollower(events, log, pause).follow(from);
    }
  }

  /** Where the reader left off, if that was in this run; else so many lines before the end. */
  private static long from(Call call, RunLog log) {
    int tail = call.queryInt("tail", USUAL_TAIL, 0, LONGEST_TAIL);
    Matcher mark = MARK.matcher(call.header("Last-Event-ID").orElse("").strip());
    return mark.matches() && Integer.parseInt(mark.group(1)) == log.workload().status().run()
        ? Long.parseLong(mark.group(2))
        : log.tail(tail);
  }

  private gatehouse.core.access.@Nullable Resource resource(Workload of) {
    return live.find(of.kind(), of.id()).map(Reachable::resource).orElse(null);
  }
}
