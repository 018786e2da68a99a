package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static gatehouse.core.workload.WorkloadsForTests.anAppSpec;
import static gatehouse.core.workload.WorkloadsForTests.anId;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.Node;
import gatehouse.core.access.Permission;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LiveWorkloadsTest {
  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final LiveWorkloads live = new LiveWorkloads(store, runtime);

  @Test
  void whatWasThereIsKnownAfterLoading() {
    Workload app = inserted();
    assertThat(live.find(WorkloadKind.APP, app.id())).isEmpty();

    live.accept(Node.EVERYTHING);

    assertThat(live.find(WorkloadKind.APP, app.id()))
        .hasValueSatisfying(
            seen -> {
              assertThat(seen.resource()).isEqualTo(app.resource());
              assertThat(seen.open()).isEqualTo(Permission.APP_OPEN);
              assertThat(seen.running()).isFalse();
              assertThat(seen.settled()).isFalse();
              assertThat(seen.state()).isEqualTo("QUEUED");
            });
    assertThat(live.find(WorkloadKind.JOB, app.id())).isEmpty();
    assertThat(live.find(WorkloadKind.APP, anId())).isEmpty();
  }

  @Test
  void aRunningAppIsReachedOnItsOwnPortOrAnother() {
    Workload app = inserted();
    live.load();
    assertThat(live.upstream(seen(app), 0)).isEmpty();
    new Reconciler(
            Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, live::refresh)
        .step();

    assertThat(seen(app).running()).isTrue();
    assertThat(live.upstream(seen(app), 0))
        .hasValueSatisfying(
            upstream -> assertThat(((Upstream.UnixSocket) upstream).dialPort()).isEqualTo(9000));
    assertThat(live.upstream(seen(app), 6006))
        .hasValueSatisfying(
            upstream -> assertThat(((Upstream.UnixSocket) upstream).dialPort()).isEqualTo(6006));
  }

  @Test
  void aRevisionMakesItLookAgain() {
    Workload app = inserted();
    live.load();
    change(tx -> tx.update(app.wanted(Desired.DELETED, NOON)));
    assertThat(live.find(WorkloadKind.APP, app.id())).isPresent();

    live.accept(app.subject());

    assertThat(live.find(WorkloadKind.APP, app.id())).isEmpty();
  }

  @Test
  void whatIsGoneIsGoneAfterLoadingAgain() {
    Workload app = inserted();
    live.load();
    change(tx -> tx.delete(app.id()));

    live.accept(Node.EVERYTHING);

    assertThat(live.find(WorkloadKind.APP, app.id())).isEmpty();
  }

  @Test
  void aPersonsRevisionChangesNothing() {
    Workload app = inserted();

    live.accept(ADA);

    assertThat(live.find(WorkloadKind.APP, app.id())).isEmpty();
  }

  private WorkloadDirectory.Reachable seen(Workload workload) {
    return live.find(workload.kind(), workload.id()).orElseThrow();
  }

  private Workload inserted() {
    Workload app = queued(anAppSpec("a"), ADA, NOON);
    change(tx -> tx.insert(app));
    return app;
  }

  private void change(Consumer<WorkloadChange> work) {
    store.transaction(
        tx -> {
          work.accept(tx);
          return true;
        });
  }
}
