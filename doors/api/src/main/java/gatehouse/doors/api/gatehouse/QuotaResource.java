package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Access;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.UserQuery;
import gatehouse.core.administration.Users;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.workload.Quota;
import gatehouse.core.workload.QuotaBook;
import gatehouse.core.workload.QuotaLimit.Holder;
import gatehouse.core.workload.Quotas;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.QuotaBody;
import gatehouse.doors.wire.gatehouse.QuotasBody;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** How much a project and its users may use at a time. */
public final class QuotaResource implements Resource {
  private static final String PATH = "/v1/gatehouse/project/{project}/quota";

  private final Quotas quotas;
  private final Users users;
  private final UserPath userPath;
  private final InstantSource clock;

  public QuotaResource(Quotas quotas, Users users, InstantSource clock) {
    this.quotas = quotas;
    this.users = users;
    this.userPath = new UserPath(users);
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    var manage = new Guard.Needs(Permission.PROJECT_MANAGE);
    routes.add("GET", PATH, new Guard.SignedIn(), this::get);
    routes.add("PUT", PATH, manage, call -> set(call, Holder.PROJECT));
    routes.add("PUT", PATH + "/each", manage, call -> set(call, Holder.EACH));
    routes.add(
        "PUT",
        "/v1/gatehouse/project/{project}/user/{user}/quota",
        manage,
        call -> set(call, Holder.of(Subject.user(userPath.existing(call)))));
  }

  private Reply get(Call call) {
    ProjectId project = call.project();
    QuotaBook book = quotas.book();
    return Reply.json(
        new QuotasBody(
            body(book.limit(project, Holder.PROJECT)),
            use(book.use(project, Holder.PROJECT)),
            body(book.limit(project, Holder.EACH)),
            people(call, project, book)));
  }

  /** Oneself; for whoever sees users all who use something or have a quota of their own. */
  private List<QuotasBody.One> people(Call call, ProjectId project, QuotaBook book) {
    var people = new ArrayList<QuotasBody.One>();
    Standing own = call.caller().standingOrNull();
    boolean seesAll =
        Access.decide(
                call.caller(),
                Permission.USER_READ,
                gatehouse.core.access.Resource.of(project),
                clock.instant())
            .allowed();
    if (seesAll) {
      users.list(call.actor(), UserQuery.all(project)).items().stream()
          .map(one -> one(book, project, one.user().name().value(), one.user().subject()))
          .filter(one -> one.own() || one.inUse().running() > 0)
          .forEach(people::add);
    } else if (own != null && !own.isAccount()) {
      people.add(one(book, project, own.name().value(), own.subject()));
    }
    return people;
  }

  private static QuotasBody.One one(
      QuotaBook book, ProjectId project, String name, Subject subject) {
    Holder holder = Holder.of(subject);
    return new QuotasBody.One(
        name,
        book.isSet(project, holder),
        body(book.of(project, subject)),
        use(book.use(project, holder)));
  }

  private Reply set(Call call, Holder holder) {
    QuotaBody body = call.strictBody(QuotaBody.class);
    var quota = new Quota(body.cpus(), body.gpus(), body.memory(), body.running());
    quotas.set(call.actor(), call.project(), holder, quota);
    return get(call);
  }

  private static QuotasBody.Use use(Quota.Use of) {
    return new QuotasBody.Use(of.cpus(), of.gpus(), of.memory(), of.running());
  }

  private static QuotaBody body(Quota quota) {
    return new QuotaBody(quota.cpus(), quota.gpus(), quota.memory(), quota.running());
  }
}
