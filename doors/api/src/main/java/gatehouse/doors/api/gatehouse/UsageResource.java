package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Access;
import gatehouse.core.access.Permission;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Standing;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.UsageRange;
import gatehouse.core.workload.UsageStore;
import gatehouse.core.workload.UsageStore.Point;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.Workloads;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.CpuHoursBody;
import gatehouse.doors.wire.gatehouse.UsageBody;
import gatehouse.doors.wire.gatehouse.UsageBody.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What workloads used, and how many hours of CPU people did. */
public final class UsageResource implements Resource {
  private static final int SECONDS_OF_AN_HOUR = 3600;

  private final Workloads workloads;
  private final UsageStore usage;
  private final PrincipalView view;
  private final InstantSource clock;

  /**
   * @param view says who made what
   */
  public UsageResource(
      Workloads workloads, UsageStore usage, PrincipalView view, InstantSource clock) {
    this.workloads = workloads;
    this.usage = usage;
    this.view = view;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add(
        "GET",
        "/v1/gatehouse/project/{project}/workload/{kind}/{id}/usage",
        new Guard.SignedIn(),
        this::of);
    routes.add(
        "GET", "/v1/gatehouse/project/{project}/cpu-hours", new Guard.SignedIn(), this::hours);
  }

  private Reply of(Call call) {
    var kind = WorkloadsResource.kind(call);
    WorkloadId id = call.path("id", WorkloadId::of);
    Workload workload = workloads.get(call.actor(), kind, id);
    if (!workload.project().equals(call.project())) {
      throw new Refused(new NotFound(kind.word(), id.toString()));
    }
    UsageRange range = UsageRange.of(call.query("range").orElse(UsageRange.HOUR.word()));
    Instant now = clock.instant();
    List<Point> points = usage.read(id, range, now);
    return Reply.json(
        new UsageBody(
            range.word(),
            now.minus(range.length()),
            now,
            range.bucket().toSeconds(),
            workload.spec().resources().cpus(),
            workload.spec().resources().memory(),
            figures(points, Point::cpus, Point::cpus),
            figures(points, Point::memory, Point::memoryMax),
            workload.spec().resources().gpuCount(),
            figures(points, Point::gpus, Point::gpus),
            figures(points, Point::gpuMemory, Point::gpuMemoryMax),
            figures(points, Point::received, Point::received),
            figures(points, Point::sent, Point::sent),
            points.stream().map(UsageResource::body).toList(),
            List.of()));
  }

  private static UsageBody.Point body(Point point) {
    return new UsageBody.Point(
        point.at(),
        point.cpus(),
        (long) point.memory(),
        point.memoryMax(),
        point.gpus(),
        (long) point.gpuMemory(),
        point.received(),
        point.sent());
  }

  private static Figures figures(
      List<Point> points, ToDoubleFunction<Point> mean, ToDoubleFunction<Point> most) {
    return new Figures(
        points.stream().mapToDouble(mean).min().orElse(0),
        points.stream().mapToDouble(mean).average().orElse(0),
        points.stream().mapToDouble(most).max().orElse(0));
  }

  /** One's own; whoever sees users sees theirs too. */
  private Reply hours(Call call) {
    int days = call.queryInt("days", 30, 1, 366);
    Standing own = call.caller().standingOrNull();
    Instant now = clock.instant();
    boolean seesAll =
        Access.decide(
                call.caller(),
                Permission.USER_READ,
                gatehouse.core.access.Resource.of(call.project()),
                now)
            .allowed();
    Instant from = now.minus(Duration.ofDays(days - 1L));
    return Reply.json(
        new CpuHoursBody(
            days,
            usage.cpuSeconds(call.project(), from).entrySet().stream()
                .map(
                    used ->
                        new CpuHoursBody.One(
                            view.nameOf(used.getKey()),
                            own != null && own.subject().equals(used.getKey()),
                            used.getValue() / SECONDS_OF_AN_HOUR))
                .filter(one -> seesAll || one.isMine())
                .sorted(Comparator.comparingDouble(CpuHoursBody.One::cpuHours).reversed())
                .toList()));
  }
}
