package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.administration.PlannedChange;
import gatehouse.core.administration.Preview;
import gatehouse.core.administration.Previews;
import gatehouse.core.administration.RoleWish;
import gatehouse.core.administration.Users;
import gatehouse.core.administration.WorkloadFate;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.PreviewBody;
import gatehouse.doors.wire.gatehouse.PreviewBody.EndingCredential;
import gatehouse.doors.wire.gatehouse.PreviewBody.StoppedWorkload;
import gatehouse.doors.wire.gatehouse.PreviewWish;
import gatehouse.doors.wire.gatehouse.RoleBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change to a user would do, before it is made. */
public final class PreviewResource implements Resource {
  private static final long LONGEST_OVERLAP = Duration.ofDays(30).toSeconds();

  private final Previews previews;
  private final UserPath userPath;
  private final String node;

  /**
   * @param node the name of the answering node
   */
  public PreviewResource(Previews previews, Users users, String node) {
    this.previews = previews;
    this.userPath = new UserPath(users);
    this.node = node;
  }

  @Override
  public void mount(Routes routes) {
    routes.add(
        "POST",
        "/v1/gatehouse/project/{project}/user/{user}/preview",
        new Guard.Needs(Permission.USER_READ),
        this::preview);
  }

  private Reply preview(Call call) {
    PlannedChange change = change(call.strictBody(PreviewWish.class));
    Preview preview = previews.of(call.actor(), call.project(), userPath.id(call), change);
    return Reply.json(
        new PreviewBody(
            ActionBodies.of(preview.action()),
            preview.warnings(),
            inWords(preview),
            permissions(preview.adds()),
            permissions(preview.removes()),
            preview.credentials().stream().map(PreviewResource::ending).toList(),
            preview.connections().stream().map(Shapes::connection).toList(),
            preview.workloads().stream()
                .map(w -> new StoppedWorkload(w.kind(), w.id(), w.name()))
                .toList(),
            becomes(preview),
            preview.confirmation(),
            node));
  }

  private static @Nullable String becomes(Preview preview) {
    WorkloadFate fate = preview.fate();
    return fate == null ? null : fate.done();
  }

  private static PlannedChange change(PreviewWish wish) {
    return switch (Shapes.required(wish.action(), "action")) {
      case "roles" ->
          new PlannedChange.Roles(
              Shapes.required(wish.roles(), "roles").stream()
                  .map(role -> Shapes.required(role, "roles"))
                  .map(
                      role ->
                          new RoleWish(
                              BuiltInRoles.identified(Shapes.required(role.name(), "name")),
                              role.endsAt()))
                  .toList());
      case "suspend" -> new PlannedChange.Suspend(fate(wish));
      case "delete" -> new PlannedChange.Delete(fate(wish));
      case "password" -> new PlannedChange.Password(overlap(wish));
      default ->
          throw new Refused(new Invalid("action", "one of roles, suspend, delete, password"));
    };
  }

  private static WorkloadFate fate(PreviewWish wish) {
    String workloads = wish.workloads();
    return WorkloadFate.parse(workloads == null ? "" : workloads);
  }

  private static Duration overlap(PreviewWish wish) {
    Long seconds = wish.overlapSeconds();
    if (seconds != null && (seconds < 0 || seconds > LONGEST_OVERLAP)) {
      throw new Refused(new Invalid("overlapSeconds", "0 to " + LONGEST_OVERLAP));
    }
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  private static EndingCredential ending(Credential of) {
    boolean isSession = of.kind() != Credential.Kind.TOKEN;
    return new EndingCredential(
        of.id().toString(),
        Shapes.word(of.kind()),
        isSession ? Agents.inWords(of.name()) : of.name(),
        of.createdAt(),
        of.expiresAt());
  }

  private static List<RoleBody.PermissionBody> permissions(List<Permission> of) {
    return of.stream()
        .map(permission -> new RoleBody.PermissionBody(permission.wireName(), permission.deed()))
        .toList();
  }

  private static List<String> inWords(Preview preview) {
    var sentences = new ArrayList<String>();
    deeds(sentences, "Adds: ", preview.adds());
    deeds(sentences, "Removes: ", preview.removes());
    count(
        sentences,
        preview.credentials().size(),
        "session, token or key ends",
        "sessions, tokens or keys end");
    count(
        sentences,
        preview.connections().size(),
        "open connection is cut",
        "open connections are cut");
    WorkloadFate fate = preview.fate();
    if (fate != null) {
      int number = preview.workloads().size();
      count(sentences, number, "workload is " + fate.done(), "workloads are " + fate.done());
    }
    if (sentences.isEmpty()) {
      sentences.add("Nothing that is open or allowed now changes.");
    }
    return sentences;
  }

  private static void deeds(List<String> to, String begin, List<Permission> permissions) {
    if (!permissions.isEmpty()) {
      to.add(begin + String.join("; ", permissions.stream().map(Permission::deed).toList()) + ".");
    }
  }

  private static void count(List<String> to, int number, String one, String many) {
    if (number > 0) {
      to.add(number == 1 ? "1 " + one + "." : number + " " + many + ".");
    }
  }
}
