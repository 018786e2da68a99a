package gatehouse.doors.api.ai;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Backup;
import gatehouse.core.workload.Backups;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Deed;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.BackupForkBody;
import gatehouse.doors.wire.ai.NotebookBackupAnswer;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** {@code /v1/notebook/{id}/backup}: the saved workspaces of notebooks. */
public final class NotebookBackupResource implements Resource {
  private static final String ALL = "/v1/notebook/{id}/backup";
  private static final String ONE = ALL + "/{backup}";

  private final Backups backups;
  private final Answers answers;

  public NotebookBackupResource(
      Backups backups, Addresses addresses, DataSyncs syncs, InstantSource clock) {
    this.backups = backups;
    this.answers = new Answers(addresses, syncs, clock);
  }

  @Override
  public void mount(Routes routes) {
    var read = new Needs(Deed.READ.with(WorkloadKind.NOTEBOOK));
    var launch = new Needs(Deed.LAUNCH.with(WorkloadKind.NOTEBOOK));
    routes.add("GET", ALL, read, this::list);
    routes.add("GET", ONE, read, this::get);
    routes.add("POST", ONE + "/fork", launch, Models.saying400(this::fork));
  }

  private Reply list(Call call) {
    Paging paging = Paging.of(call);
    Paging.Moments moments = Paging.moments(call);
    List<Backups.Dated> all =
        backups.list(Models.actor(call), WorkloadRoutes.id(call)).stream()
            .filter(one -> moments.include(one.backup().updatedAt()))
            .toList();
    var items =
        (moments.newestFirst() ? all : all.reversed())
            .stream()
                .skip(paging.offset())
                .limit(paging.size())
                .map(NotebookBackupResource::answer)
                .toList();
    return Reply.json(paging.answer(call, items, all.size()));
  }

  private Reply get(Call call) {
    return Reply.json(
        answer(backups.get(Models.actor(call), WorkloadRoutes.id(call), backup(call))));
  }

  private Reply fork(Call call) {
    String name = call.bodyLength() == 0 ? null : call.body(BackupForkBody.class).name();
    return Reply.json(
        answers.of(
            backups.fork(Models.actor(call), WorkloadRoutes.id(call), backup(call), name), true));
  }

  private static NotebookBackupAnswer answer(Backups.Dated one) {
    Backup backup = one.backup();
    return new NotebookBackupAnswer(
        backup.id().toString(),
        backup.createdAt(),
        backup.updatedAt(),
        backup.createdAt(),
        backup.comment(),
        Backup.PATH,
        one.evictionDate());
  }

  static UUID backup(Call call) {
    return call.path(
        "backup",
        text -> {
          try {
            return UUID.fromString(text);
          } catch (IllegalArgumentException e) {
            throw new Refused(new Invalid("backup", "a UUID"));
          }
        });
  }
}
