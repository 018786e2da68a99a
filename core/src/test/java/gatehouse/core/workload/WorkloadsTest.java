package gatehouse.core.workload;

import static gatehouse.core.workload.PeopleForTests.ACCOUNT;
import static gatehouse.core.workload.PeopleForTests.OPERATOR;
import static gatehouse.core.workload.PeopleForTests.READER;
import static gatehouse.core.workload.PeopleForTests.STRANGER;
import static gatehouse.core.workload.PeopleForTests.token;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.administration.Actor;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.WorkloadWish.AppWish;
import gatehouse.core.workload.WorkloadWish.Common;
import gatehouse.core.workload.WorkloadWish.JobWish;
import gatehouse.core.workload.WorkloadWish.NotebookWish;
import gatehouse.core.workload.WorkloadWish.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WorkloadsTest {
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Offer offer = new Offer(runtime);
  private final List<Long> awaited = new ArrayList<>();
  private boolean authorized = true;
  private final Workloads workloads =
      new Workloads(store, offer, project -> authorized, awaited::add, id -> {}, clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {});

  @Test
  void aWorkloadIsQueuedWithWhatTheMachineGives() {
    Workload job = workloads.create(OPERATOR, PROJECT, job(Map.of()));

    assertThat(store.find(job.id())).contains(job);
    assertThat(job.state()).isEqualTo(State.QUEUED);
    assertThat(job.userName()).isEqualTo("user-1");
    assertThat(job.spec().name()).isEqualTo("job-" + job.id().toString().substring(0, 8));
    assertThat(job.spec().resources()).isEqualTo(new RunResources(1, 2L << 30, List.of()));
    assertThat(job.labels())
        .containsEntry("ovh/id", job.id().toString())
        .containsEntry("ovh/type", "job");
    assertThat(store.audited())
        .singleElement()
        .extracting(AuditLine::action, AuditLine::target, AuditLine::who)
        .containsExactly("job.create", "job:" + job.id(), "user-1");
  }

  @Test
  void aReaderLaunchesStopsAndDeletesNothing() {
    Workload job = workloads.create(OPERATOR, PROJECT, job(Map.of()));

    for (ThrowingCallable deed :
        List.<ThrowingCallable>of(
            () -> workloads.create(READER, PROJECT, job(Map.of())),
            () -> workloads.start(READER, WorkloadKind.JOB, job.id()),
            () -> workloads.stop(READER, WorkloadKind.JOB, job.id()),
            () -> workloads.delete(READER, WorkloadKind.JOB, job.id(), true),
            () -> workloads.label(READER, WorkloadKind.JOB, job.id(), "a", "b"),
            () -> workloads.limitTime(READER, job.id(), Duration.ZERO, null))) {
      assertThat(refusalOf(deed))
          .isInstanceOfSatisfying(
              Forbidden.class,
              refusal -> assertThat(refusal.why()).contains("AI Training Operator"));
    }
    assertThat(store.audited()).hasSize(1);
    assertThat(workloads.get(READER, WorkloadKind.JOB, job.id())).isEqualTo(job);
    assertThat(workloads.allows(READER, Deed.ENVIRONMENT, job)).isFalse();
    assertThat(workloads.allows(OPERATOR, Deed.ENVIRONMENT, job)).isTrue();
  }

  @Test
  void whatLiesInAnotherProjectIsNotThere() {
    Workload job = workloads.create(OPERATOR, PROJECT, job(Map.of()));

    assertThat(refusalOf(() -> workloads.get(STRANGER, WorkloadKind.JOB, job.id())))
        .isInstanceOf(NotFound.class);
    assertThat(refusalOf(() -> workloads.stop(STRANGER, WorkloadKind.JOB, job.id())))
        .isInstanceOf(NotFound.class);
    assertThat(refusalOf(() -> workloads.get(OPERATOR, WorkloadKind.APP, job.id())))
        .isInstanceOf(NotFound.class);
    assertThat(workloads.get(ACCOUNT, WorkloadKind.JOB, job.id())).isEqualTo(job);
  }

  @Test
  void aScopedTokenSeesItsScopeAndLabelsWhatItMakes() {
    Actor red = token("team=red");
    Workload others = workloads.create(OPERATOR, PROJECT, job(Map.of("team", "blue")));

    Workload own = workloads.create(red, PROJECT, job(Map.of("step", "1")));

    assertThat(own.spec().labels()).isEqualTo(Map.of("team", "red", "step", "1"));
    assertThat(workloads.list(red, WorkloadQuery.newest(PROJECT, WorkloadKind.JOB)).items())
        .containsExactly(own);
    assertThat(workloads.list(OPERATOR, WorkloadQuery.newest(PROJECT, WorkloadKind.JOB)).total())
        .isEqualTo(2);
    assertThat(refusalOf(() -> workloads.get(red, WorkloadKind.JOB, others.id())))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void aTokenCannotReachBeyondItsSelectorByLabels() {
    Actor red = token("team=red");
    Workload own = workloads.create(red, PROJECT, job(Map.of()));

    assertThat(refusalOf(() -> workloads.create(red, PROJECT, job(Map.of("team", "blue")))))
        .isInstanceOf(Forbidden.class);
    assertThat(refusalOf(() -> workloads.label(red, WorkloadKind.JOB, own.id(), "team", "blue")))
        .isInstanceOf(Forbidden.class);
    assertThat(refusalOf(() -> workloads.label(red, WorkloadKind.JOB, own.id(), "team", null)))
        .isInstanceOf(Forbidden.class);
    assertThat(store.find(own.id())).contains(own);
  }

  @Test
  void aTokenForOneKindMakesThatKindAlone() {
    Actor jobs = token("ovh/type=job");

    assertThatNoException().isThrownBy(() -> workloads.create(jobs, PROJECT, job(Map.of())));
    assertThat(refusalOf(() -> workloads.create(jobs, PROJECT, app(8080))))
        .isInstanceOf(Forbidden.class);
    assertThat(
            refusalOf(() -> workloads.create(token("ovh/id=" + "0".repeat(8)), PROJECT, app(8080))))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void labelsDecideOnceTheCallReturns() {
    Workload job = workloads.create(OPERATOR, PROJECT, job(Map.of()));
    int before = store.revised().size();

    workloads.label(OPERATOR, WorkloadKind.JOB, job.id(), "team", "red");

    assertThat(store.revised().subList(before, store.revised().size()))
        .containsExactly(Set.of(job.subject()));
    assertThat(awaited).hasSize(1);
    assertThat(workloads.get(token("team=red"), WorkloadKind.JOB, job.id()).id())
        .isEqualTo(job.id());
    assertThat(
            refusalOf(() -> workloads.label(OPERATOR, WorkloadKind.JOB, job.id(), "ovh/id", "x")))
        .isInstanceOf(Invalid.class);
  }

  @Test
  void onlyWhatRunsIsStoppedAndOnlyWhatEndedIsStarted() {
    Workload job = workloads.create(OPERATOR, PROJECT, job(Map.of()));
    reconciler.step();
    assertThat(refusalOf(() -> workloads.start(OPERATOR, WorkloadKind.JOB, job.id())))
        .isInstanceOfSatisfying(
            Conflict.class, refusal -> assertThat(refusal.reason()).contains("is RUNNING"));

    workloads.stop(OPERATOR, WorkloadKind.JOB, job.id());
    assertThatNoException().isThrownBy(() -> workloads.stop(OPERATOR, WorkloadKind.JOB, job.id()));
    reconciler.step();

    assertThat(refusalOf(() -> workloads.stop(OPERATOR, WorkloadKind.JOB, job.id())))
        .isInstanceOf(Conflict.class);
    workloads.start(OPERATOR, WorkloadKind.JOB, job.id());
    reconciler.step();
    assertThat(runtime.started).extracting(RunSpec::id).extracting(RunId::number).contains(1, 2);
  }

  @Test
  void whatRunsIsDeletedOnlyWithForce() {
    Workload notebook =
        workloads.create(OPERATOR, PROJECT, new NotebookWish(common(), null, null, null));
    reconciler.step();
    assertThat(
            refusalOf(
                () -> workloads.delete(OPERATOR, WorkloadKind.NOTEBOOK, notebook.id(), false)))
        .isInstanceOf(Conflict.class);

    workloads.delete(OPERATOR, WorkloadKind.NOTEBOOK, notebook.id(), true);

    assertThat(store.find(notebook.id()).orElseThrow().state()).isEqualTo(State.DELETING);
    assertThat(awaited).hasSize(1);
    reconciler.step();
    assertThat(refusalOf(() -> workloads.get(OPERATOR, WorkloadKind.NOTEBOOK, notebook.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void aProjectMustBeAuthorized() {
    authorized = false;

    assertThat(refusalOf(() -> workloads.create(OPERATOR, PROJECT, job(Map.of()))))
        .isInstanceOfSatisfying(
            Forbidden.class, refusal -> assertThat(refusal.why()).contains("ai/authorization"));
  }

  @Test
  void whatIsNotToBeHadHereIsNamed() {
    assertThat(refusalOf(() -> create(wish(with(null, null, "h100-1-gpu", null)))))
        .isEqualTo(
            new Invalid("resources.flavor", "one of ai1-1-cpu (h100-1-gpu is not known here)"));
    assertThat(refusalOf(() -> create(wish(with(5, 0, null, null)))))
        .isEqualTo(new OverQuota("This asks for 5 CPUs; there are 4 CPUs here in all."));
    assertThat(refusalOf(() -> create(wish(with(1, 1, null, null))))).isInstanceOf(OverQuota.class);
    assertThat(refusalOf(() -> create(wish(with(1, 0, null, 1L << 40)))))
        .isInstanceOf(OverQuota.class);
    assertThat(
            refusalOf(
                () ->
                    create(
                        new JobWish(
                            common(),
                            "https://Not.an/Image",
                            List.of("ls"),
                            8080,
                            Duration.ZERO,
                            false))))
        .isInstanceOf(Invalid.class);
    assertThat(
            refusalOf(
                () -> create(new JobWish(common(), "host", List.of(), 8080, Duration.ZERO, false))))
        .isInstanceOf(Invalid.class);
    assertThat(refusalOf(() -> create(new NotebookWish(common(), "host", null, "vscode"))))
        .isInstanceOf(Invalid.class);
    assertThat(refusalOf(() -> create(new NotebookWish(common(), "pytorch", null, null))))
        .isInstanceOf(Invalid.class);
    assertThat(store.all()).isEmpty();
  }

  @Test
  void badShapesAreRefused() {
    for (ThrowingCallable bad :
        List.<ThrowingCallable>of(
            () -> app(0),
            () -> app(65_536),
            () -> named(""),
            () -> named("a\u0000b"),
            () -> new Common("n", Map.of("ovh/x", "y"), Map.of(), Resources.ANY, false, List.of()),
            () -> new Common("n", Map.of("a=b", "y"), Map.of(), Resources.ANY, false, List.of()),
            () -> new Common("n", Map.of("a", ""), Map.of(), Resources.ANY, false, List.of()),
            () -> new Common("n", Map.of(), Map.of("1A", "y"), Resources.ANY, false, List.of()),
            () -> new Common("n", Map.of(), Map.of("A B", "y"), Resources.ANY, false, List.of()),
            () -> new Common("n", Map.of(), Map.of("A", "\u0000"), Resources.ANY, false, List.of()),
            () -> new JobWish(common(), "host", List.of("ls"), 8080, Duration.ofSeconds(-1), false),
            () -> new JobWish(common(), "host", List.of("l\u0000s"), 8080, Duration.ZERO, false))) {
      assertThat(refusalOf(bad)).isInstanceOf(Invalid.class);
    }
  }

  private void create(WorkloadWish wish) {
    workloads.create(OPERATOR, PROJECT, wish);
  }

  private static JobWish job(Map<String, String> labels) {
    return new JobWish(
        new Common(null, labels, Map.of("SECRET", "s3cr3t"), Resources.ANY, false, List.of()),
        "host",
        List.of("echo"),
        8080,
        JobSpec.USUAL_TIMEOUT,
        false);
  }

  private static AppWish app(int port) {
    return new AppWish(common(), "host", List.of("serve"), port);
  }

  private static Common named(String name) {
    return new Common(name, Map.of(), Map.of(), Resources.ANY, false, List.of());
  }

  private static Common common() {
    return named("n");
  }

  private static Resources with(Integer cpu, Integer gpu, String flavor, Long memory) {
    return new Resources(cpu, gpu, flavor, memory);
  }

  private static JobWish wish(Resources resources) {
    return new JobWish(
        new Common("n", Map.of(), Map.of(), resources, false, List.of()),
        "host",
        List.of("ls"),
        8080,
        Duration.ZERO,
        false);
  }

  private static Refusal refusalOf(ThrowingCallable deed) {
    Refused refused = catchThrowableOfType(Refused.class, deed);
    assertThat(refused).isNotNull();
    return refused.refusal();
  }
}
