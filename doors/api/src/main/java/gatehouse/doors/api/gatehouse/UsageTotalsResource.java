package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Access;
import gatehouse.core.access.Permission;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.UsageStore;
import gatehouse.core.workload.UsageStore.By;
import gatehouse.core.workload.UsageStore.Used;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.UsageTotalsBody;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;

/** Hours of CPU and GPU by user, or by label. */
public final class UsageTotalsResource implements Resource {
  private static final double SECONDS_OF_AN_HOUR = 3600;

  private final UsageStore usage;
  private final PrincipalView view;
  private final InstantSource clock;

  /**
   * @param view says who made what
   */
  public UsageTotalsResource(UsageStore usage, PrincipalView view, InstantSource clock) {
    this.usage = usage;
    this.view = view;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add("GET", "/v1/gatehouse/project/{project}/usage", new Guard.SignedIn(), this::get);
  }

  /** One's own by user; whoever sees users sees everybody's, and that of labels. */
  private Reply get(Call call) {
    By by = by(call.query("by").orElse("user"));
    int days = call.queryInt("days", 7, 1, 366);
    Instant now = clock.instant();
    var project = gatehouse.core.access.Resource.of(call.project());
    boolean seesAll = Access.decide(call.caller(), Permission.USER_READ, project, now).allowed();
    if (by == By.LABEL && !seesAll) {
      Access.require(call.caller(), Permission.USER_READ, project, now);
    }
    Standing own = call.caller().standingOrNull();
    Map<String, Used> used = usage.used(call.project(), by, now.minus(Duration.ofDays(days - 1L)));
    return Reply.json(
        new UsageTotalsBody(
            by == By.USER ? "user" : "label",
            days,
            used.entrySet().stream()
                .filter(
                    one ->
                        seesAll || (own != null && own.subject().toString().equals(one.getKey())))
                .map(one -> one(by, one.getKey(), one.getValue()))
                .sorted(
                    Comparator.comparingDouble(UsageTotalsBody.One::gpuHours)
                        .thenComparingDouble(UsageTotalsBody.One::cpuHours)
                        .reversed())
                .toList()));
  }

  private UsageTotalsBody.One one(By by, String name, Used used) {
    return new UsageTotalsBody.One(
        by == By.USER ? view.nameOf(Subject.parse(name)) : name,
        used.cpuSeconds() / SECONDS_OF_AN_HOUR,
        used.gpuSeconds() / SECONDS_OF_AN_HOUR);
  }

  private static By by(String word) {
    return switch (word) {
      case "user" -> By.USER;
      case "label" -> By.LABEL;
      default -> throw new Refused(new Invalid("by", "user or label"));
    };
  }
}
