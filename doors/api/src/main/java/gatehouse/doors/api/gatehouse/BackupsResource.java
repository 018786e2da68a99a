package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Permission;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Backups;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.RetentionPolicy;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.RetentionBody;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How long the saved workspaces of notebooks are kept, and an end to one before that. */
public final class BackupsResource implements Resource {
  private static final String PROJECT = "/v1/gatehouse/project/{project}/backup-retention";
  private static final String NOTEBOOK = "/v1/gatehouse/project/{project}/notebook/{id}";
  private static final String OWN = NOTEBOOK + "/backup-retention";

  private final Backups backups;

  public BackupsResource(Backups backups) {
    this.backups = backups;
  }

  @Override
  public void mount(Routes routes) {
    var manage = new Guard.Needs(Permission.PROJECT_MANAGE);
    var read = new Guard.Needs(Deed.READ.with(WorkloadKind.NOTEBOOK));
    var edit = new Guard.Needs(Deed.EDIT.with(WorkloadKind.NOTEBOOK));
    var delete = new Guard.Needs(Deed.DELETE.with(WorkloadKind.NOTEBOOK));
    routes.add("GET", PROJECT, new Guard.SignedIn(), this::ofProject);
    routes.add("PUT", PROJECT, manage, this::setOfProject);
    routes.add("DELETE", PROJECT, manage, this::resetProject);
    routes.add("GET", OWN, read, this::ofNotebook);
    routes.add("PUT", OWN, edit, this::setOfNotebook);
    routes.add("DELETE", OWN, edit, this::resetNotebook);
    routes.add("DELETE", NOTEBOOK + "/backup/{backup}", delete, this::delete);
  }

  private Reply ofProject(Call call) {
    return reply(backups.retention(call.actor(), call.project()));
  }

  private Reply setOfProject(Call call) {
    RetentionPolicy now = backups.retention(call.actor(), call.project());
    backups.setRetention(call.actor(), call.project(), changed(call, now));
    return ofProject(call);
  }

  private Reply resetProject(Call call) {
    backups.setRetention(call.actor(), call.project(), null);
    return ofProject(call);
  }

  private Reply ofNotebook(Call call) {
    return reply(backups.retention(call.actor(), notebook(call)));
  }

  private Reply setOfNotebook(Call call) {
    RetentionPolicy now = backups.retention(call.actor(), notebook(call));
    backups.setRetention(call.actor(), notebook(call), changed(call, now));
    return ofNotebook(call);
  }

  private Reply resetNotebook(Call call) {
    backups.setRetention(call.actor(), notebook(call), null);
    return ofNotebook(call);
  }

  private Reply delete(Call call) {
    backups.delete(call.actor(), notebook(call), call.path("backup", BackupsResource::uuid));
    return Reply.noContent();
  }

  private static RetentionPolicy changed(Call call, RetentionPolicy now) {
    RetentionBody body = call.strictBody(RetentionBody.class);
    return new RetentionPolicy(
        given(body.retainedNumber(), now.retainedNumber()),
        given(body.lifetimeInDays(), now.lifetimeInDays()),
        given(body.lifetimeEvictionThreshold(), now.lifetimeEvictionThreshold()));
  }

  private static int given(@Nullable Integer wished, int otherwise) {
    return wished == null ? otherwise : wished;
  }

  private static Reply reply(RetentionPolicy policy) {
    return Reply.json(
        new RetentionBody(
            policy.retainedNumber(), policy.lifetimeInDays(), policy.lifetimeEvictionThreshold()));
  }

  private static WorkloadId notebook(Call call) {
    return call.path("id", WorkloadId::of);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Refused(new Invalid("backup", "a UUID"));
    }
  }
}
