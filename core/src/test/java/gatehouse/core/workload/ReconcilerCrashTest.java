package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.ADA;
import static gatehouse.core.workload.WorkloadsForTests.aJobSpec;
import static gatehouse.core.workload.WorkloadsForTests.aNotebookSpec;
import static gatehouse.core.workload.WorkloadsForTests.anAppSpec;
import static gatehouse.core.workload.WorkloadsForTests.queued;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * The reconciler is killed at every single call it makes to the store or the runtime, before the
 * call and after it; another one then finishes the work. What came out must be the same each time.
 */
class ReconcilerCrashTest {

  /** One life of a workload, in which somebody kills the reconciler once. */
  private static final class Life {
    final HandClock clock = new HandClock();
    final MemoryWorkloads store = new MemoryWorkloads();
    final FakeRuntime runtime = new FakeRuntime(clock);
    final FakeMover mover = new FakeMover(store, clock);
    final int killedAt;
    final boolean afterTheCall;
    int calls;
    boolean killed;
    int nodes;

    Life(int killedAt, boolean afterTheCall) {
      this.killedAt = killedAt;
      this.afterTheCall = afterTheCall;
    }

    /** Steps until nothing changes, starting a new reconciler whenever the old one was killed. */
    void settle(WorkloadId id) {
      for (int i = 0; i < 6; i++) {
        try {
          newReconciler().reconcile(id);
        } catch (Killed e) {
          clock.pass(Reconciler.CLAIM);
        }
      }
    }

    Reconciler newReconciler() {
      store.release("node " + nodes);
      return new Reconciler(
          FakeHomes.startedAs("node " + ++nodes),
          killing(WorkloadStore.class, store),
          killing(WorkloadRuntime.class, runtime),
          killing(DataMover.class, mover),
          clock,
          id -> {});
    }

    private <T> T killing(Class<T> port, T real) {
      return port.cast(
          Proxy.newProxyInstance(
              port.getClassLoader(),
              new Class<?>[] {port},
              (proxy, method, arguments) -> {
                boolean now = calls++ == killedAt && !killed;
                if (now && !afterTheCall) {
                  killed = true;
                  throw new Killed();
                }
                Object result;
                try {
                  result = method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
                if (now) {
                  killed = true;
                  throw new Killed();
                }
                return result;
              }));
    }
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aJobIsStartedOnceAndEndsTruthfullyWhereverTheReconcilerIsKilled() {
    everywhere(
        aJobSpec("train"),
        (life, job) -> {
          life.settle(job.id());
          life.clock.pass(Duration.ofSeconds(5));
          life.runtime.ends(job.run(), 3);
          life.settle(job.id());

          Workload ended = life.store.find(job.id()).orElseThrow();
          assertThat(life.runtime.started).hasSize(1);
          assertThat(ended.state()).isEqualTo(State.FAILED);
          assertThat(ended.status().exitCode()).isEqualTo(3);
          assertThat(ended.status().admitted()).isFalse();
          assertThat(ended.status().history())
              .extracting(Transition::state)
              .containsExactly(
                  State.QUEUED,
                  State.INITIALIZING,
                  State.PENDING,
                  State.RUNNING,
                  State.FINALIZING,
                  State.FAILED);
          assertThat(life.store.events(job.id(), 20)).hasSize(5);
        });
  }

  @Test
  void aStopIsCarriedOutWhereverTheReconcilerIsKilled() {
    for (WorkloadSpec spec : List.of(aJobSpec("j"), aNotebookSpec("n"), anAppSpec("a"))) {
      everywhere(
          spec,
          (life, workload) -> {
            life.settle(workload.id());
            Workload running = life.store.find(workload.id()).orElseThrow();
            life.runtime.obedient = false;
            update(life, running.wanted(Desired.STOPPED, life.clock.instant()));
            life.settle(workload.id());
            life.clock.pass(Reconciler.GRACE);
            life.settle(workload.id());

            Workload ended = life.store.find(workload.id()).orElseThrow();
            assertThat(life.runtime.started).hasSize(1);
            assertThat(ended.state()).isEqualTo(LifeCycle.stopped(spec.kind()));
          });
    }
  }

  @Test
  void aDeletionLeavesNothingWhereverTheReconcilerIsKilled() {
    everywhere(
        aNotebookSpec("n"),
        (life, notebook) -> {
          life.settle(notebook.id());
          Workload running = life.store.find(notebook.id()).orElseThrow();
          update(life, running.wanted(Desired.DELETED, life.clock.instant()));
          life.settle(notebook.id());

          assertThat(life.store.all()).isEmpty();
          assertThat(life.runtime.observe()).isEmpty();
          assertThat(life.runtime.deleted).containsExactly(notebook.id());
        });
  }

  /** Plays the story once for each call, and each side of it, until a kill comes too late. */
  private static void everywhere(WorkloadSpec spec, BiConsumer<Life, Workload> story) {
    var kills = new ArrayList<Integer>();
    for (boolean after : new boolean[] {false, true}) {
      for (int at = 0; ; at++) {
        var life = new Life(at, after);
        Workload workload = queued(spec, ADA, life.clock.instant());
        life.store.transaction(
            tx -> {
              tx.insert(workload);
              return true;
            });
        story.accept(life, workload);
        if (!life.killed) {
          break;
        }
        kills.add(at);
      }
    }
    assertThat(kills).hasSizeGreaterThan(40);
  }

  private static void update(Life life, Workload workload) {
    life.store.transaction(
        tx -> {
          tx.update(workload);
          return true;
        });
  }
}
