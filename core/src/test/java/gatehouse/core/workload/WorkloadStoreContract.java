package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.BOB;
import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.aNotebookSpec;
import static gatehouse.core.workload.WorkloadsForTests.aQueuedJob;
import static gatehouse.core.workload.WorkloadsForTests.anAppSpec;
import static gatehouse.core.workload.WorkloadsForTests.anId;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.access.Selector;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every workload store must do. Each engine extends this with its own {@link #store()}. */
public abstract class WorkloadStoreContract {

  /** The store under test, empty at the start of each test. */
  protected abstract WorkloadStore store();

  @Test
  void whatIsInsertedIsFoundToTheLastField() {
    for (WorkloadSpec spec : List.of(aJobSpec("j"), aNotebookSpec("n"), anAppSpec("a"))) {
      Workload workload = queued(spec, ADA, NOON.plusNanos(123_456_000));
      insert(workload);

      assertThat(store().find(workload.id())).contains(workload);
    }
  }

  @Test
  void whatIsUpdatedIsFoundToTheLastField() {
    Workload job = aQueuedJob();
    insert(job);
    Status done =
        job.status()
            .to(WorkloadKind.JOB, State.INITIALIZING, NOON.plusSeconds(1), remark("JOB_INIT"))
            .admitted(true)
            .to(WorkloadKind.JOB, State.PENDING, NOON.plusSeconds(2), remark("JOB_PENDING"))
            .to(WorkloadKind.JOB, State.FINALIZING, NOON.plusSeconds(3), remark("JOB_FINALIZING"))
            .at(
                job.status()
                    .times()
                    .initializing(NOON.plusSeconds(1))
                    .pending(NOON.plusSeconds(2))
                    .started(NOON.plusSeconds(3))
                    .finalized(NOON.plusSeconds(4)))
            .exited(3);
    Workload changed =
        job.with(done, NOON.plusSeconds(3))
            .wanted(Desired.STOPPED, NOON.plusSeconds(4))
            .with(aJobSpec("j").withTimeout(Duration.ofSeconds(5), true), NOON.plusSeconds(5));

    change(tx -> tx.update(changed));

    assertThat(store().find(job.id())).contains(changed);
  }

  @Test
  void anIdIsTakenOnce() {
    Workload job = aQueuedJob();
    insert(job);

    assertThatThrownBy(() -> insert(job))
        .isInstanceOfSatisfying(
            Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Conflict.class));
  }

  @Test
  void aTransactionThatThrowsLeavesNothingBehind() {
    Workload job = aQueuedJob();

    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      tx.insert(job);
                      tx.addEvent(job.id(), new Event(NOON, State.QUEUED, remark("JOB_QUEUED")));
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");

    assertThat(store().find(job.id())).isEmpty();
    assertThat(store().events(job.id(), 10)).isEmpty();
  }

  @Test
  void whatIsDeletedIsGoneWithItsEvents() {
    Workload job = aQueuedJob();
    insert(job);
    change(tx -> tx.addEvent(job.id(), new Event(NOON, State.QUEUED, remark("JOB_QUEUED"))));

    change(tx -> tx.delete(job.id()));

    assertThat(store().find(job.id())).isEmpty();
    assertThat(store().events(job.id(), 10)).isEmpty();
    assertThat(store().all()).isEmpty();
  }

  @Test
  void updatingWhatIsNotThereAddsNothing() {
    Workload job = aQueuedJob();

    change(tx -> tx.update(job));

    assertThat(store().find(job.id())).isEmpty();
  }

  @Test
  void theLastEventsAreListedOldestFirst() {
    Workload job = aQueuedJob();
    insert(job);
    for (int i = 0; i < 5; i++) {
      var event = new Event(NOON.plusSeconds(i), State.QUEUED, remark("CODE_" + i));
      change(tx -> tx.addEvent(job.id(), event));
    }

    assertThat(store().events(job.id(), 2))
        .extracting(event -> event.remark().code())
        .containsExactly("CODE_3", "CODE_4");
  }

  @Test
  void aListHoldsOneKindOfOneProject() {
    Workload job = aQueuedJob();
    insert(job);
    insert(queued(anAppSpec("a"), ADA, NOON));
    insert(
        new Workload(
            anId(),
            new ProjectId("f".repeat(32)),
            ADA,
            "user-1",
            NOON,
            NOON,
            job.spec(),
            Desired.RUNNING,
            job.status()));

    assertThat(store().list(WorkloadQuery.newest(PROJECT, WorkloadKind.JOB)).items())
        .containsExactly(job);
    assertThat(store().all()).hasSize(3);
  }

  @Test
  void aListIsFilteredByStateUserTimeAndLabels() {
    Workload red = queued(aJobSpec("red"), ADA, NOON);
    Workload blue =
        queued(aJobSpec("blue").withLabels(Map.of("team", "blue")), BOB, NOON.plusSeconds(60));
    Workload failed =
        red.with(
            red.status().to(WorkloadKind.JOB, State.FAILED, NOON, remark("JOB_FAILED")),
            NOON.plusSeconds(120));
    insert(red);
    insert(blue);
    change(tx -> tx.update(failed));

    assertThat(jobs(Set.of(State.FAILED), "", List.of())).containsExactly(failed);
    assertThat(jobs(Set.of(State.FAILED, State.QUEUED), "", List.of()))
        .containsExactly(failed, blue);
    assertThat(jobs(Set.of(), "user-2", List.of())).containsExactly(blue);
    assertThat(jobs(Set.of(), "", List.of(Selector.parse("team=blue")))).containsExactly(blue);
    assertThat(jobs(Set.of(), "", List.of(Selector.parse("team=red"), Selector.parse("team=blue"))))
        .isEmpty();
    assertThat(jobs(Set.of(), "", List.of(Selector.parse("ovh/id=" + red.id()))))
        .containsExactly(failed);
    assertThat(jobs(Set.of(), "", List.of(Selector.parse("ovh/type=job")))).hasSize(2);
    assertThat(
            store()
                .list(
                    new WorkloadQuery(
                        PROJECT,
                        WorkloadKind.JOB,
                        Set.of(),
                        "",
                        List.of(),
                        NOON.plusSeconds(30),
                        NOON.plusSeconds(90),
                        WorkloadQuery.Sort.CREATED,
                        false,
                        0,
                        10))
                .items())
        .containsExactly(blue);
  }

  @Test
  void aListIsSortedAndCutIntoPages() {
    for (String name : List.of("c", "a", "b")) {
      insert(queued(aJobSpec(name), ADA, NOON));
    }

    var page =
        store()
            .list(
                new WorkloadQuery(
                    PROJECT,
                    WorkloadKind.JOB,
                    Set.of(),
                    "",
                    List.of(),
                    null,
                    null,
                    WorkloadQuery.Sort.NAME,
                    true,
                    1,
                    1));

    assertThat(page.items()).extracting(w -> w.spec().name()).containsExactly("b");
    assertThat(page.total()).isEqualTo(3);
  }

  @Test
  void whatIsSettledNeedsNoAttention() {
    Workload running = aQueuedJob();
    Workload ended = aQueuedJob();
    Workload toBeDeleted = aQueuedJob();
    insert(running);
    insert(ended);
    insert(toBeDeleted);
    Workload settled =
        ended
            .with(ended.status().to(WorkloadKind.JOB, State.FAILED, NOON, remark("F")), NOON)
            .wanted(Desired.STOPPED, NOON);
    Workload deleted =
        toBeDeleted
            .with(toBeDeleted.status().to(WorkloadKind.JOB, State.FAILED, NOON, remark("F")), NOON)
            .wanted(Desired.DELETED, NOON);
    change(
        tx -> {
          tx.update(settled);
          tx.update(deleted);
        });

    assertThat(store().needingAttention()).containsExactlyInAnyOrder(running, deleted);
  }

  @Test
  void oneNodeLooksAfterAWorkloadAtATime() {
    Workload job = aQueuedJob();
    insert(job);

    assertThat(store().claim(job.id(), "one", "here", NOON, NOON.plusSeconds(10))).isTrue();
    assertThat(store().claim(job.id(), "two", "here", NOON.plusSeconds(9), NOON.plusSeconds(19)))
        .isFalse();
    assertThat(store().claim(job.id(), "one", "here", NOON.plusSeconds(9), NOON.plusSeconds(19)))
        .isTrue();
    assertThat(store().claim(job.id(), "two", "here", NOON.plusSeconds(19), NOON.plusSeconds(29)))
        .isTrue();
    assertThat(store().claim(job.id(), "one", "here", NOON.plusSeconds(20), NOON.plusSeconds(30)))
        .isFalse();
    store().release("two");
    assertThat(store().claim(job.id(), "one", "here", NOON.plusSeconds(20), NOON.plusSeconds(30)))
        .isTrue();
    assertThat(store().claim(anId(), "one", "here", NOON, NOON.plusSeconds(30))).isFalse();
  }

  @Test
  void whatIsAtHomeIsLookedAfterThereAlone() {
    Workload job = aQueuedJob();
    insert(job);
    change(tx -> tx.update(job.with(job.status().atHome("here"), NOON)));

    assertThat(store().claim(job.id(), "one", "there", NOON, NOON.plusSeconds(10))).isFalse();
    assertThat(store().claim(job.id(), "two", "here", NOON, NOON.plusSeconds(10))).isTrue();
    assertThat(store().find(job.id()).orElseThrow().status().home()).isEqualTo("here");
  }

  @Test
  void itsHomeNeedNotWaitForWhoLookedAfterItBefore() {
    Workload job = aQueuedJob();
    insert(job);
    assertThat(store().claim(job.id(), "one", "there", NOON, NOON.plusSeconds(10))).isTrue();
    change(tx -> tx.update(job.with(job.status().atHome("here"), NOON)));

    assertThat(store().claim(job.id(), "two", "here", NOON, NOON.plusSeconds(10))).isTrue();
    assertThat(store().claim(job.id(), "one", "there", NOON, NOON.plusSeconds(10))).isFalse();
  }

  @Test
  void roomIsCountedAtEachHome() {
    Workload here = queued(aJobSpec("here"), ADA, NOON);
    Workload there = queued(aJobSpec("there"), ADA, NOON);
    Workload nowhere = queued(aJobSpec("nowhere"), BOB, NOON);
    List.of(here, there, nowhere).forEach(this::insert);
    change(
        tx -> {
          tx.update(here.with(here.status().atHome("here").admitted(true), NOON));
          tx.update(there.with(there.status().atHome("there").admitted(true), NOON));
          tx.update(nowhere.with(nowhere.status().admitted(true), NOON));
        });

    var inUse = store().transaction(tx -> tx.capacityInUse("here"));

    assertThat(inUse.cpus()).isEqualTo(2);
    assertThat(inUse.memory()).isEqualTo(2L << 30);
    assertThat(inUse.cpusByMaker()).isEqualTo(Map.of(ADA, 2, BOB, 1));
    assertThat(store().countAtHomes()).isEqualTo(Map.of("here", 1, "there", 1));
    List<Workload> locked = store().transaction(tx -> tx.lockAtHome("there"));
    assertThat(locked).extracting(Workload::id).containsExactly(there.id());
  }

  @Test
  void anUpdateKeepsTheClaim() {
    Workload job = aQueuedJob();
    insert(job);
    store().claim(job.id(), "one", "here", NOON, NOON.plusSeconds(10));

    change(tx -> tx.update(job.wanted(Desired.STOPPED, NOON)));

    assertThat(store().claim(job.id(), "two", "here", NOON, NOON.plusSeconds(10))).isFalse();
  }

  @Test
  void whatIsAdmittedIsCountedAndWhatWaitsIsListedInOrder() {
    Workload second = queued(aJobSpec("second"), ADA, NOON.plusSeconds(2));
    Workload first = queued(aNotebookSpec("first"), BOB, NOON.plusSeconds(1));
    Workload holds = queued(aJobSpec("holds"), ADA, NOON);
    Workload alsoHolds = queued(anAppSpec("holds too"), ADA, NOON);
    Workload unwanted = queued(aJobSpec("unwanted"), ADA, NOON).wanted(Desired.STOPPED, NOON);
    for (Workload workload : List.of(second, first, holds, alsoHolds, unwanted)) {
      insert(workload);
    }
    change(
        tx -> {
          tx.update(holds.with(holds.status().admitted(true), NOON));
          tx.update(alsoHolds.with(alsoHolds.status().admitted(true), NOON));
        });

    var inUse = store().transaction(tx -> tx.capacityInUse("here"));
    var waiting = store().transaction(WorkloadChange::waiting);

    assertThat(inUse.cpus()).isEqualTo(2);
    assertThat(inUse.memory()).isEqualTo(2L << 30);
    assertThat(inUse.cpusByMaker()).isEqualTo(Map.of(ADA, 2));
    assertThat(waiting).containsExactly(first, second);
  }

  @Test
  void aGpuIsLeasedToOneAtATime() {
    Workload first = withGpu(queued(aJobSpec("first"), ADA, NOON));
    Workload second = withGpu(queued(aJobSpec("second"), BOB, NOON));
    insert(first);
    insert(second);

    change(tx -> tx.update(leasing(first, "GPU-a")));

    assertThat(store().transaction(tx -> tx.capacityInUse("here")).gpus()).containsExactly("GPU-a");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                gatehouse.core.refusal.Refused.class,
                () -> change(tx -> tx.update(leasing(second, "GPU-a")))))
        .isNotNull();
    assertThat(store().transaction(tx -> tx.capacityInUse("here")).gpus()).containsExactly("GPU-a");
    change(tx -> tx.update(leasing(first, "GPU-a").with(first.status(), NOON)));
    change(tx -> tx.update(first));
    assertThat(store().transaction(tx -> tx.capacityInUse("here")).gpus()).isEmpty();
    change(tx -> tx.update(leasing(second, "GPU-a")));
    change(tx -> tx.delete(second.id()));
    assertThat(store().transaction(tx -> tx.capacityInUse("here")).gpus()).isEmpty();
  }

  private static Workload withGpu(Workload workload) {
    var one = new RunResources(1, 1L << 30, List.of(), 0, new GpuWish(1, "H100"));
    return workload.with(workload.spec().withResources(one), NOON);
  }

  private static Workload leasing(Workload workload, String gpu) {
    WorkloadSpec spec = workload.spec();
    return workload
        .with(spec.withResources(spec.resources().withGpus(List.of(gpu))), NOON)
        .with(workload.status().admitted(true), NOON);
  }

  @Test
  void nothingIsInUseWhereNothingIs() {
    var inUse = store().transaction(tx -> tx.capacityInUse("here"));

    assertThat(inUse.cpus()).isZero();
    assertThat(inUse.memory()).isZero();
    assertThat(inUse.cpusByMaker()).isEmpty();
  }

  @Test
  void backupsAreKeptNewestFirstAndGoWithTheirNotebook() {
    Workload notebook = queued(aNotebookSpec("n"), ADA, NOON);
    insert(notebook);
    Backup first = backup(notebook, NOON);
    Backup second = backup(notebook, NOON.plusSeconds(1));
    change(tx -> tx.putBackup(first));
    change(tx -> tx.putBackup(second));
    change(tx -> tx.putBackup(backup(queued(aNotebookSpec("gone"), ADA, NOON), NOON)));

    assertThat(store().backups(notebook.id())).containsExactly(second, first);
    assertThat(store().backups()).contains(first, second);
    Backup renewed = first.stillTrue(7, NOON.plusSeconds(2));
    change(tx -> tx.putBackup(renewed));
    assertThat(store().backups(notebook.id())).containsExactly(renewed, second);
    change(tx -> tx.deleteBackup(second.id()));
    assertThat(store().backups(notebook.id())).containsExactly(renewed);
    change(tx -> tx.delete(notebook.id()));
    assertThat(store().backups(notebook.id())).isEmpty();
  }

  @Test
  void aNotebooksOwnRetentionCountsBeforeItsProjects() {
    Workload notebook = queued(aNotebookSpec("n"), ADA, NOON);
    insert(notebook);
    var ofProject = new RetentionPolicy(9, 8, 7);
    var own = new RetentionPolicy(1, 0, 1);
    assertThat(store().retention(PROJECT, notebook.id())).isEqualTo(RetentionPolicy.USUAL);

    change(tx -> tx.setRetention(PROJECT, null, ofProject));
    assertThat(store().retention(PROJECT, notebook.id())).isEqualTo(ofProject);
    change(tx -> tx.setRetention(PROJECT, notebook.id(), RetentionPolicy.USUAL));
    change(tx -> tx.setRetention(PROJECT, notebook.id(), own));
    assertThat(store().retention(PROJECT, notebook.id())).isEqualTo(own);
    assertThat(store().retention(PROJECT, null)).isEqualTo(ofProject);
    change(tx -> tx.setRetention(PROJECT, notebook.id(), null));
    change(tx -> tx.setRetention(PROJECT, null, null));
    assertThat(store().retention(PROJECT, notebook.id())).isEqualTo(RetentionPolicy.USUAL);
  }

  private static Backup backup(Workload of, Instant at) {
    return new Backup(UUID.randomUUID(), of.id(), PROJECT, 1, 10, 2, "Saved", at, at);
  }

  private List<Workload> jobs(Set<State> states, String user, List<Selector> selectors) {
    return store()
        .list(
            new WorkloadQuery(
                PROJECT,
                WorkloadKind.JOB,
                states,
                user,
                selectors,
                null,
                null,
                WorkloadQuery.Sort.CREATED,
                false,
                0,
                10))
        .items();
  }

  private void insert(Workload workload) {
    change(tx -> tx.insert(workload));
  }

  private void change(Consumer<WorkloadChange> work) {
    store()
        .transaction(
            tx -> {
              work.accept(tx);
              return true;
            });
  }

  private static Remark remark(String code) {
    return new Remark(code, "because of " + code);
  }
}
