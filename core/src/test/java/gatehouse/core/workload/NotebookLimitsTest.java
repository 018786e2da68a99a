package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.aNotebookSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NotebookLimitsTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {});

  private NotebookLimits limits(Duration limit) {
    return new NotebookLimits(Homes.only("here"), store, limit, reconciler::reconcile, clock);
  }

  private Workload running(boolean autoRestart) {
    Workload notebook =
        queued(aNotebookSpec("look").withSwitches(false, autoRestart), ADA, clock.instant());
    store.transaction(
        tx -> {
          tx.insert(notebook);
          return null;
        });
    reconciler.step();
    assertThat(now(notebook).state()).isEqualTo(State.RUNNING);
    return notebook;
  }

  private Workload now(Workload of) {
    return store.find(of.id()).orElseThrow();
  }

  @Test
  void aNotebookIsWarnedAnHourBeforeItsLimitAndStoppedAtIt() {
    Workload notebook = running(false);

    clock.pass(WEEK.minusMinutes(61));
    limits(WEEK).look();
    assertThat(warnings(notebook)).isZero();
    clock.pass(Duration.ofMinutes(2));
    limits(WEEK).look();
    limits(WEEK).look();
    assertThat(warnings(notebook)).isEqualTo(1);
    assertThat(now(notebook).state()).isEqualTo(State.RUNNING);
    clock.pass(Duration.ofMinutes(59));
    limits(WEEK).look();

    assertThat(now(notebook).state()).isEqualTo(State.STOPPED);
    assertThat(store.events(notebook.id(), 20))
        .extracting(event -> event.remark().sentence())
        .contains("Running: stopping it, it reached its time limit of 7 d");
  }

  @Test
  void oneThatIsToBeginAnewDoesAndHasItsTimeAgain() {
    Workload notebook = running(true);

    clock.pass(WEEK);
    limits(WEEK).look();
    reconciler.step();

    assertThat(now(notebook).state()).isEqualTo(State.RUNNING);
    assertThat(now(notebook).status().run()).isEqualTo(2);
    clock.pass(WEEK.minusMinutes(61));
    limits(WEEK).look();
    assertThat(now(notebook).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void withoutALimitItRunsForAsLongAsItLikes() {
    Workload notebook = running(false);

    clock.pass(Duration.ofDays(400));
    limits(Duration.ZERO).look();

    assertThat(now(notebook).state()).isEqualTo(State.RUNNING);
    assertThat(warnings(notebook)).isZero();
  }

  @Test
  void whatRunsOnAnotherNodeIsThatOnes() {
    Workload notebook = running(false);
    clock.pass(WEEK);

    new NotebookLimits(Homes.only("there"), store, WEEK, reconciler::reconcile, clock).look();

    assertThat(now(notebook).state()).isEqualTo(State.RUNNING);
  }

  private long warnings(Workload notebook) {
    return store.events(notebook.id(), 20).stream()
        .filter(event -> event.remark().sentence().contains("its time limit"))
        .filter(event -> event.remark().sentence().startsWith("Running: it is stopped at "))
        .count();
  }
}
