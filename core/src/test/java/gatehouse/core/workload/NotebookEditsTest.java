package gatehouse.core.workload;

import static gatehouse.core.workload.PeopleForTests.OPERATOR;
import static gatehouse.core.workload.PeopleForTests.READER;
import static gatehouse.core.workload.PeopleForTests.STRANGER;
import static gatehouse.core.workload.PeopleForTests.token;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.MountPath;
import gatehouse.core.volume.Volume;
import gatehouse.core.volume.VolumePermission;
import gatehouse.core.volume.VolumeSource;
import gatehouse.core.workload.WorkloadWish.Common;
import gatehouse.core.workload.WorkloadWish.NotebookWish;
import gatehouse.core.workload.WorkloadWish.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class NotebookEditsTest {
  private static final NotebookEdit NOTHING =
      new NotebookEdit(null, null, null, null, null, null, null, null);

  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Offer offer = new Offer(runtime);
  private final List<Long> awaited = new ArrayList<>();
  private final Workloads workloads =
      new Workloads(store, offer, project -> true, revision -> {}, id -> {}, clock);
  private final NotebookEdits edits =
      new NotebookEdits(store, offer, awaited::add, id -> {}, clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {});

  @Test
  void aStoppedNotebookIsChangedInAllThatIsNamedAndInNothingElse() {
    WorkloadId id = stopped();
    Volume scratch = scratch("/data");

    change(
        id,
        new NotebookEdit(
            "renamed",
            Map.of("team", "blue", "ovh/id", "whatever"),
            new Resources(2, 0, null, null),
            null,
            true,
            true,
            List.of(scratch),
            null));

    NotebookSpec spec = specOf(id);
    assertThat(spec.name()).isEqualTo("renamed");
    assertThat(spec.labels()).isEqualTo(Map.of("team", "blue"));
    assertThat(spec.resources().cpus()).isEqualTo(2);
    assertThat(spec.timeoutAutoRestart()).isTrue();
    assertThat(spec.unsecureHttp()).isTrue();
    assertThat(spec.volumes()).containsExactly(scratch);
    assertThat(spec.environment()).isEqualTo(Map.of("A", "b"));
    assertThat(awaited).hasSize(1);
    assertThat(store.audited().getLast())
        .extracting(AuditLine::action, AuditLine::target)
        .containsExactly("notebook.edit", "notebook:" + id);

    change(id, NOTHING);

    assertThat(specOf(id)).isEqualTo(spec);
  }

  @Test
  void aRunningNotebookChangesItsLabelsAlone() {
    WorkloadId id = running();
    NotebookSpec before = specOf(id);

    change(id, new NotebookEdit(null, Map.of("step", "2"), null, null, null, null, null, null));

    assertThat(specOf(id)).isEqualTo(before.withLabels(Map.of("step", "2")));
    for (NotebookEdit more :
        List.of(
            new NotebookEdit("other", null, null, null, null, null, null, null),
            new NotebookEdit(
                null, null, new Resources(2, 0, null, null), null, null, null, null, null),
            new NotebookEdit(null, null, null, null, true, null, null, null),
            new NotebookEdit(null, null, null, null, null, true, null, null),
            new NotebookEdit(null, null, null, null, null, null, List.of(scratch("/d")), null))) {
      assertThat(refusalOf(() -> change(id, more)))
          .isInstanceOfSatisfying(
              Conflict.class, why -> assertThat(why.reason()).contains("is RUNNING", "stop it"));
    }
    assertThat(specOf(id).name()).isEqualTo("n");
  }

  @Test
  void whoSendsBackWhatItReadMayChangeTheLabelsOfOneThatRuns() {
    WorkloadId id = running();
    NotebookSpec read = specOf(id);

    change(
        id,
        new NotebookEdit(
            read.name(),
            Map.of("a", "b"),
            new Resources(1, 0, Offer.CPU_FLAVOR, read.resources().memory()),
            List.of(),
            false,
            false,
            List.of(),
            read.frameworkVersion()));

    assertThat(specOf(id)).isEqualTo(read.withLabels(Map.of("a", "b")));
  }

  @Test
  void aVolumeThatStaysKeepsItsFolder() {
    WorkloadId id = stopped();
    Volume first = scratch("/data");
    change(id, volumes(first));

    change(id, volumes(scratch("/data"), scratch("/more")));

    assertThat(specOf(id).volumes()).hasSize(2).startsWith(first);
  }

  @Test
  void whatIsNotToBeHadIsRefusedAndNothingIsChanged() {
    WorkloadId id = stopped();
    NotebookSpec before = specOf(id);

    assertThat(
            refusalOf(
                () ->
                    change(
                        id,
                        new NotebookEdit(
                            "x",
                            null,
                            new Resources(64, 0, null, null),
                            null,
                            null,
                            null,
                            null,
                            null))))
        .isInstanceOf(OverQuota.class);
    assertThat(
            refusalOf(
                () -> change(id, new NotebookEdit(null, null, null, null, null, null, null, "99"))))
        .isInstanceOf(Invalid.class);
    assertThat(refusalOf(() -> new NotebookEdit("", null, null, null, null, null, null, null)))
        .isInstanceOf(Invalid.class);
    assertThat(specOf(id)).isEqualTo(before);
  }

  @Test
  void whatIsMoreThanTheQuotaIsRefused() {
    WorkloadId id = stopped();
    ProjectId project = PROJECT;
    store.transaction(
        tx -> {
          tx.setQuota(
              new QuotaLimit(project, QuotaLimit.Holder.PROJECT, new Quota(1, null, null, null)));
          return true;
        });

    assertThat(
            refusalOf(
                () ->
                    change(
                        id,
                        new NotebookEdit(
                            null,
                            null,
                            new Resources(2, 0, null, null),
                            null,
                            null,
                            null,
                            null,
                            null))))
        .isInstanceOf(OverQuota.class);
  }

  @Test
  void readersStrangersAndTokensOfAnotherScopeChangeNothing() {
    WorkloadId id = stopped();
    var edit = new NotebookEdit("mine", null, null, null, null, null, null, null);

    assertThat(refusalOf(() -> edits.change(READER, id, edit))).isInstanceOf(Forbidden.class);
    assertThat(refusalOf(() -> edits.change(STRANGER, id, edit))).isInstanceOf(NotFound.class);
    assertThat(refusalOf(() -> edits.change(token("team=red"), id, edit)))
        .isInstanceOf(Forbidden.class);
    change(id, new NotebookEdit(null, Map.of("team", "red"), null, null, null, null, null, null));
    assertThat(
            refusalOf(
                () ->
                    edits.change(
                        token("team=red"),
                        id,
                        new NotebookEdit(null, Map.of(), null, null, null, null, null, null))))
        .isInstanceOf(Forbidden.class);
    assertThat(specOf(id).name()).isEqualTo("n");
  }

  @Test
  void aNotebookThatIsRestartedEndsAndBeginsAnew() {
    WorkloadId id = running();
    assertThat(mayRestart(id)).isTrue();

    edits.restart(OPERATOR, id);
    assertThat(store.find(id).orElseThrow().state()).isEqualTo(State.RESTARTING);
    assertThat(mayRestart(id)).isFalse();
    edits.restart(OPERATOR, id);
    for (int i = 0; i < 4; i++) {
      reconciler.step();
    }

    Workload again = store.find(id).orElseThrow();
    assertThat(again.state()).isEqualTo(State.RUNNING);
    assertThat(again.status().run()).isEqualTo(2);
    assertThat(runtime.started).hasSize(2);
    assertThat(refusalOf(() -> edits.restart(READER, id))).isInstanceOf(Forbidden.class);
    assertThat(refusalOf(() -> edits.restart(OPERATOR, stopped()))).isInstanceOf(Conflict.class);
  }

  @Test
  void aNotebookThatIsToldToStopWhileItRestartsStaysStopped() {
    WorkloadId id = running();
    edits.restart(OPERATOR, id);

    workloads.stop(OPERATOR, WorkloadKind.NOTEBOOK, id);
    for (int i = 0; i < 4; i++) {
      reconciler.step();
    }

    assertThat(store.find(id).orElseThrow().state()).isEqualTo(State.STOPPED);
  }

  private boolean mayRestart(WorkloadId id) {
    var all = WorkloadActions.of(OPERATOR.caller(), store.find(id).orElseThrow(), clock.instant());
    return Objects.requireNonNull(all.get("notebook.restart")).allowed();
  }

  private void change(WorkloadId id, NotebookEdit edit) {
    edits.change(OPERATOR, id, edit);
  }

  private static NotebookEdit volumes(Volume... volumes) {
    return new NotebookEdit(null, null, null, null, null, null, List.of(volumes), null);
  }

  private static Volume scratch(String path) {
    return new Volume(
        UUID.randomUUID(),
        new MountPath(path),
        VolumePermission.RW,
        false,
        new VolumeSource.Standalone());
  }

  private NotebookSpec specOf(WorkloadId id) {
    return (NotebookSpec) store.find(id).orElseThrow().spec();
  }

  private WorkloadId running() {
    var common = new Common("n", Map.of(), Map.of("A", "b"), Resources.ANY, false, List.of());
    Workload notebook =
        workloads.create(OPERATOR, PROJECT, new NotebookWish(common, null, null, null));
    reconciler.step();
    return notebook.id();
  }

  private WorkloadId stopped() {
    WorkloadId id = running();
    workloads.stop(OPERATOR, WorkloadKind.NOTEBOOK, id);
    reconciler.step();
    reconciler.step();
    assertThat(store.find(id).orElseThrow().state()).isEqualTo(State.STOPPED);
    return id;
  }

  private static Refusal refusalOf(ThrowingCallable deed) {
    Refused refused = catchThrowableOfType(Refused.class, deed);
    assertThat(refused).isNotNull();
    return refused.refusal();
  }
}
