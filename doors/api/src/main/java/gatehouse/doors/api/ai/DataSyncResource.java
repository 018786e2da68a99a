package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.DataSync.Direction;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.DataSyncBody;
import java.util.Locale;

/** {@code /v1/…/datasync}: data brought and written back by hand. */
public final class DataSyncResource implements Resource {
  private final DataSyncs syncs;

  public DataSyncResource(DataSyncs syncs) {
    this.syncs = syncs;
  }

  @Override
  public void mount(Routes routes) {
    for (WorkloadKind kind : WorkloadKind.values()) {
      routes.add(
          "POST",
          "/v1/" + kind.word() + "/{id}/datasync",
          new Needs(Deed.EDIT.with(kind)),
          Models.saying400(call -> ask(call, kind)));
    }
  }

  private Reply ask(Call call, WorkloadKind kind) {
    DataSyncBody body = call.body(DataSyncBody.class);
    return Reply.json(
        DataAnswers.of(
            syncs.ask(
                Models.actor(call),
                kind,
                WorkloadRoutes.id(call),
                direction(body),
                body.volume())));
  }

  private static Direction direction(DataSyncBody body) {
    String text = body.direction() == null ? "" : body.direction();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "pull" -> Direction.PULL;
      case "push" -> Direction.PUSH;
      default -> throw new Refused(new Invalid("direction", "pull or push"));
    };
  }
}
