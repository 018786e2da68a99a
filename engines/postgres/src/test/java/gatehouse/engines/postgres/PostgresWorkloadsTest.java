package gatehouse.engines.postgres;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.BOB;
import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.aNotebookSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.workload.Desired;
import gatehouse.core.workload.Quota;
import gatehouse.core.workload.QuotaBook;
import gatehouse.core.workload.QuotaLimit;
import gatehouse.core.workload.QuotaLimit.Holder;
import gatehouse.core.workload.Remark;
import gatehouse.core.workload.State;
import gatehouse.core.workload.Workload;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadStore;
import gatehouse.core.workload.WorkloadStoreContract;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresWorkloadsTest extends WorkloadStoreContract {
  @RegisterExtension static final PostgresForTests POSTGRES = new PostgresForTests();

  private final WorkloadStore store =
      new PostgresWorkloads(POSTGRES.database(), InstantSource.system());
  private final PostgresAdministration administration =
      new PostgresAdministration(POSTGRES.database(), InstantSource.system());

  @Override
  protected WorkloadStore store() {
    return store;
  }

  @BeforeEach
  void theProjectsThatWorkloadsBelongTo() {
    administration.transaction(
        tx -> {
          tx.insert(new Project(PROJECT, "", true, NOON));
          tx.insert(new Project(new ProjectId("f".repeat(32)), "", true, NOON));
          return null;
        });
  }

  @Test
  void stoppingAllWorkloadsOfAUserNamesThoseThatWereGoing() {
    Workload job = queued(aJobSpec("train"), ADA, NOON);
    Workload notebook = queued(aNotebookSpec("look"), ADA, NOON.plusSeconds(1));
    Workload ended = queued(aJobSpec("ended"), ADA, NOON);
    Workload bobs = queued(aJobSpec("bobs"), BOB, NOON);
    Workload failed =
        ended.with(
            ended.status().to(WorkloadKind.JOB, State.FAILED, NOON, new Remark("F", "failed")),
            NOON);
    store.transaction(
        tx -> {
          List.of(job, notebook, failed, bobs).forEach(tx::insert);
          return null;
        });

    List<AffectedWorkload> stopped =
        administration.transaction(
            tx -> tx.stopWorkloadsOf(new UserId(Integer.parseInt(ADA.key()))));

    assertThat(stopped)
        .containsExactlyInAnyOrder(
            new AffectedWorkload("job", job.id().toString(), "train"),
            new AffectedWorkload("notebook", notebook.id().toString(), "look"));
    assertThat(desired(job)).isEqualTo(Desired.STOPPED);
    assertThat(desired(notebook)).isEqualTo(Desired.STOPPED);
    assertThat(desired(bobs)).isEqualTo(Desired.RUNNING);
    assertThat(store.needingAttention()).extracting(Workload::id).doesNotContain(failed.id());
  }

  @Test
  void aQuotaIsKeptReplacedAndTakenAwayAndWhatIsUsedOfItCounted() {
    Workload job = queued(aJobSpec("train"), ADA, NOON);
    Workload admitted = job.with(job.status().admitted(true), NOON);
    var all = new QuotaLimit(PROJECT, Holder.PROJECT, new Quota(4, 0, 1L << 40, 2));
    store.transaction(
        tx -> {
          tx.insert(admitted);
          tx.setQuota(all);
          tx.setQuota(new QuotaLimit(PROJECT, Holder.of(ADA), new Quota(null, null, null, 1)));
          return null;
        });

    QuotaBook book = store.quotas();
    assertThat(book.limit(PROJECT, Holder.PROJECT)).isEqualTo(all.quota());
    assertThat(book.of(PROJECT, ADA)).isEqualTo(new Quota(null, null, null, 1));
    assertThat(book.use(PROJECT, Holder.of(ADA)))
        .isEqualTo(Quota.Use.NOTHING.and(job.spec().resources()));
    store.transaction(
        tx -> {
          tx.setQuota(new QuotaLimit(PROJECT, Holder.PROJECT, Quota.NONE));
          tx.setQuota(new QuotaLimit(PROJECT, Holder.of(ADA), new Quota(8, null, null, null)));
          return null;
        });
    assertThat(store.quotas().limit(PROJECT, Holder.PROJECT)).isEqualTo(Quota.NONE);
    assertThat(store.quotas().of(PROJECT, ADA)).isEqualTo(new Quota(8, null, null, null));
    store.transaction(
        tx -> {
          tx.setQuota(new QuotaLimit(PROJECT, Holder.EACH, new Quota(1, null, null, null)));
          tx.setQuota(new QuotaLimit(PROJECT, Holder.of(ADA), Quota.NONE));
          return null;
        });
    assertThat(store.quotas().of(PROJECT, ADA)).isEqualTo(Quota.NONE);
    assertThat(store.quotas().of(PROJECT, BOB)).isEqualTo(new Quota(1, null, null, null));
  }

  @Test
  void keptWorkloadsAreNamedAndRunOn() {
    Workload job = queued(aJobSpec("train"), ADA, NOON);
    store.transaction(
        tx -> {
          tx.insert(job);
          return null;
        });

    List<AffectedWorkload> kept =
        administration.transaction(
            tx -> tx.runningWorkloadsOf(new UserId(Integer.parseInt(ADA.key()))));

    assertThat(kept).containsExactly(new AffectedWorkload("job", job.id().toString(), "train"));
    assertThat(desired(job)).isEqualTo(Desired.RUNNING);
  }

  @Test
  void anHeirGetsWhatRunsAndWhatHasEnded() {
    Workload job = queued(aJobSpec("train"), ADA, NOON);
    Workload ended = queued(aJobSpec("ended"), ADA, NOON).wanted(Desired.STOPPED, NOON);
    Workload gone = queued(aJobSpec("gone"), ADA, NOON).wanted(Desired.DELETED, NOON);
    store.transaction(
        tx -> {
          List.of(job, ended, gone).forEach(tx::insert);
          return null;
        });
    var bob =
        new User(
            new UserId(Integer.parseInt(BOB.key())),
            PROJECT,
            new UserName("bob"),
            Description.NONE,
            UserStatus.OK,
            "0".repeat(32),
            NOON,
            null,
            null);

    List<AffectedWorkload> given =
        administration.transaction(
            tx -> tx.handOverWorkloads(new UserId(Integer.parseInt(ADA.key())), bob));

    assertThat(given)
        .containsExactlyInAnyOrder(
            new AffectedWorkload("job", job.id().toString(), "train"),
            new AffectedWorkload("job", ended.id().toString(), "ended"));
    Workload now = store.find(job.id()).orElseThrow();
    assertThat(now.maker()).isEqualTo(BOB);
    assertThat(now.userName()).isEqualTo("bob");
    assertThat(now.desired()).isEqualTo(Desired.RUNNING);
    assertThat(store.madeBy(BOB)).extracting(Workload::id).contains(job.id(), ended.id());
    assertThat(store.find(gone.id()).orElseThrow().maker()).isEqualTo(ADA);
  }

  private Desired desired(Workload workload) {
    return store.find(workload.id()).orElseThrow().desired();
  }
}
