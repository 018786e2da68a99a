package gatehouse.core.workload;

import static gatehouse.core.refusal.Refusals.refusalOf;
import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.aNotebookSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.refusal.Refusal.Invalid;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdleStopsTest {
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private final HandClock clock = new HandClock();
  private final MemoryWorkloads store = new MemoryWorkloads();
  private final FakeRuntime runtime = new FakeRuntime(clock);
  private final Reconciler reconciler =
      new Reconciler(
          Homes.only("here"), store, runtime, new FakeMover(store, clock), clock, id -> {});
  private @Nullable Instant last;
  private boolean busy;
  private boolean answers = true;

  private IdleStops stopsAfter(Duration usual) {
    return new IdleStops(
        store,
        runtime,
        editor -> answers ? Optional.of(new KernelActivity.Seen(busy, last)) : Optional.empty(),
        usual,
        reconciler::reconcile,
        clock);
  }

  private Workload running(Map<String, String> labels) {
    Workload notebook = queued(aNotebookSpec("look").withLabels(labels), ADA, clock.instant());
    store.transaction(
        tx -> {
          tx.insert(notebook);
          return null;
        });
    reconciler.step();
    runtime.runs(notebook.run(), true);
    reconciler.step();
    assertThat(now(notebook).state()).isEqualTo(State.RUNNING);
    return notebook;
  }

  private Workload now(Workload of) {
    return store.find(of.id()).orElseThrow();
  }

  private String lastEvent(Workload of) {
    return store.events(of.id(), 1).getLast().remark().sentence();
  }

  @Test
  void aNotebookWhoseKernelsRestedTooLongIsWarnedThenStopped() {
    IdleStops stops = stopsAfter(TWO_HOURS);
    Workload notebook = running(Map.of());
    last = clock.instant().plus(Duration.ofHours(1));

    clock.pass(Duration.ofMinutes(175));
    stops.look();
    stops.look();

    assertThat(lastEvent(notebook)).startsWith("Running: no kernel computes; it is stopped at 20");
    assertThat(store.events(notebook.id(), 9))
        .filteredOn(event -> event.remark().sentence().contains("no kernel computes"))
        .hasSize(1);
    assertThat(now(notebook).desired()).isEqualTo(Desired.RUNNING);
    clock.pass(Duration.ofMinutes(5));
    stops.look();
    assertThat(now(notebook).desired()).isEqualTo(Desired.STOPPED);
    assertThat(store.events(notebook.id(), 9))
        .extracting(event -> event.remark().sentence())
        .contains("Running: stopping it, for no kernel has computed for 2 h");
    assertThat(now(notebook).state()).isEqualTo(State.STOPPED);
  }

  @Test
  void aKernelThatComputesKeepsItHoweverLongItDoes() {
    IdleStops stops = stopsAfter(TWO_HOURS);
    Workload notebook = running(Map.of());
    busy = true;
    last = clock.instant();

    clock.pass(Duration.ofHours(30));
    stops.look();

    assertThat(now(notebook).desired()).isEqualTo(Desired.RUNNING);
    busy = false;
    last = clock.instant();
    clock.pass(Duration.ofMinutes(100));
    stops.look();
    assertThat(lastEvent(notebook)).isEqualTo("Running");
  }

  @Test
  void aNotebookSaysItForItself() {
    Workload never = running(Map.of("idle-stop", "off"));
    Workload soon = running(Map.of("idle-stop", "30m"));
    Workload usual = running(Map.of());

    clock.pass(Duration.ofMinutes(45));
    stopsAfter(Duration.ZERO).look();
    assertThat(now(soon).desired()).isEqualTo(Desired.STOPPED);
    clock.pass(TWO_HOURS);
    stopsAfter(TWO_HOURS).look();

    assertThat(now(usual).desired()).isEqualTo(Desired.STOPPED);
    assertThat(now(never).desired()).isEqualTo(Desired.RUNNING);
  }

  @Test
  void anEditorThatDoesNotSayIsLeftAlone() {
    Workload notebook = running(Map.of());
    answers = false;
    clock.pass(Duration.ofDays(3));

    stopsAfter(TWO_HOURS).look();

    assertThat(now(notebook).desired()).isEqualTo(Desired.RUNNING);
  }

  @Test
  void aTimeIsReadAndWhatIsNoneIsRefused() {
    assertThat(Idleness.parse("90m")).isEqualTo(Duration.ofMinutes(90));
    assertThat(Idleness.parse("1d")).isEqualTo(Duration.ofDays(1));
    assertThat(Idleness.parse("off")).isZero();
    for (String text : new String[] {"0m", "soon", "2", "-1h", "2H", "999999h"}) {
      assertThat(refusalOf(() -> Idleness.parse(text))).as(text).isInstanceOf(Invalid.class);
    }
    assertThat(refusalOf(() -> Labels.requireValid("idle-stop", "soon")))
        .isInstanceOf(Invalid.class);
  }
}
