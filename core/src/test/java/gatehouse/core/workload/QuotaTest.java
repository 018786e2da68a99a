package gatehouse.core.workload;

import static gatehouse.core.refusal.Refusals.refusalOf;
import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.BOB;
import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static gatehouse.core.workload.WorkloadsForTests.ONE_CPU;
import static gatehouse.core.workload.WorkloadsForTests.PROJECT;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.workload.QuotaLimit.Holder;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final Quota ONE_RUNNING = new Quota(null, null, null, 1);
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {});

  private Workload inserted(String name, Subject maker) {
    Workload job = queued(aJobSpec(name), maker, NOON);
    store.transaction(
        tx -> {
          tx.insert(job);
          return null;
        });
    return job;
  }

  private void limit(Holder holder, Quota quota) {
    store.transaction(
        tx -> {
          tx.setQuota(new QuotaLimit(PROJECT, holder, quota));
          return null;
        });
  }

  private Workload now(Workload of) {
    return store.find(of.id()).orElseThrow();
  }

  @Test
  void whatWouldBeTooMuchTogetherWaitsAndHoldsNobodyElseUp() {
    limit(Holder.EACH, ONE_RUNNING);
    Workload first = inserted("first", ADA);
    Workload second = inserted("second", ADA);
    Workload bobs = inserted("bobs", BOB);

    reconciler.step();

    List<Workload> adas = List.of(now(first), now(second));
    assertThat(adas).filteredOn(w -> w.state() == State.RUNNING).hasSize(1);
    assertThat(adas)
        .filteredOn(Workload::waits)
        .singleElement()
        .satisfies(
            w ->
                assertThat(w.status().remark().sentence())
                    .isEqualTo(
                        "Queued: the quota of " + w.userName() + " is 1 workload at a time"));
    assertThat(now(bobs).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void whatWaitedGetsItsTurnWhenAnotherEnds() {
    limit(Holder.PROJECT, new Quota(1, null, null, null));
    Workload first = inserted("first", ADA);
    reconciler.step();
    Workload second = inserted("second", BOB);
    reconciler.step();
    assertThat(now(second).status().remark().sentence())
        .isEqualTo("Queued: the project's quota is 1 CPU");

    runtime.ends(first.run(), 0);
    reconciler.step();
    reconciler.step();

    assertThat(now(second).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void aUsersOwnQuotaStandsBeforeThatOfEach() {
    var book =
        new QuotaBook(
            List.of(
                new QuotaLimit(PROJECT, Holder.EACH, ONE_RUNNING),
                new QuotaLimit(PROJECT, Holder.of(ADA), new Quota(null, null, null, 5))),
            List.of());

    assertThat(book.of(PROJECT, ADA).running()).isEqualTo(5);
    assertThat(book.of(PROJECT, BOB)).isEqualTo(ONE_RUNNING);
    assertThat(book.of(PROJECT, Subject.account(1))).isEqualTo(Quota.NONE);
  }

  @Test
  void aUserIsFreedFromTheQuotaOfEach() {
    limit(Holder.EACH, ONE_RUNNING);
    limit(Holder.of(ADA), Quota.NONE);

    assertThat(store.quotas().of(PROJECT, ADA)).isEqualTo(Quota.NONE);
    assertThat(store.quotas().isSet(PROJECT, Holder.of(ADA))).isTrue();
    assertThat(store.quotas().isSet(PROJECT, Holder.of(BOB))).isFalse();
  }

  @Test
  void whatNeverFitsIsRefusedWithWhatWouldFit() {
    var book =
        new QuotaBook(
            List.of(
                new QuotaLimit(
                    PROJECT, Holder.PROJECT, new Quota(null, null, ONE_CPU.memory() - 1, null))),
            List.of());

    assertThat(refusalOf(() -> book.requirePossible(queued(aJobSpec("big"), ADA, NOON))))
        .isInstanceOfSatisfying(
            OverQuota.class,
            refusal -> assertThat(refusal.reason()).contains("the project's quota (1023 MiB"));
  }

  @Test
  void aQuotaBelowNothingIsRefused() {
    assertThat(refusalOf(() -> new Quota(-1, null, null, null))).isInstanceOf(Invalid.class);
    assertThat(refusalOf(() -> new Quota(null, null, -1L, null))).isInstanceOf(Invalid.class);
  }
}
