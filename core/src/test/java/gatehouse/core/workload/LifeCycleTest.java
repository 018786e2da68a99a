package gatehouse.core.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gatehouse.core.refusal.Refused;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifeCycleTest {

  @ParameterizedTest
  @EnumSource
  void everyStateThatIsReachedCanBeLeftOrIsGoneOrSettled(WorkloadKind kind) {
    for (State state : reached(kind)) {
      boolean canBeLeft =
          Arrays.stream(State.values()).anyMatch(to -> LifeCycle.mayBecome(kind, state, to));

      assertThat(canBeLeft || state == State.DELETING).as("%s %s", kind, state).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatEndedCanBeAskedForAgain(WorkloadKind kind) {
    for (State state : reached(kind)) {
      assertThat(LifeCycle.mayBecome(kind, state, LifeCycle.first(kind)))
          .as("%s %s", kind, state)
          .isEqualTo(state.isSettled() && state != State.SYNC_FAILED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingComesIntoTheStatesThatAreNotOursYet(WorkloadKind kind) {
    assertThat(reached(kind)).doesNotContain(State.DELETED);
    assertThat(reached(kind).contains(State.RESTARTING)).isEqualTo(kind == WorkloadKind.NOTEBOOK);
  }

  @Test
  void aRefusalNamesBothStates() {
    Status status = WorkloadsForTests.aQueuedJob().status();

    assertThatThrownBy(
            () ->
                status.to(
                    WorkloadKind.JOB,
                    State.DONE,
                    WorkloadsForTests.NOON,
                    new Remark("JOB_DONE", "Done")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("QUEUED")
        .hasMessageContaining("DONE");
  }

  private static Set<State> reached(WorkloadKind kind) {
    var reached = EnumSet.of(LifeCycle.first(kind));
    boolean more = true;
    while (more) {
      more = false;
      for (State from : EnumSet.copyOf(reached)) {
        for (State to : State.values()) {
          more |= LifeCycle.mayBecome(kind, from, to) && reached.add(to);
        }
      }
    }
    return reached;
  }
}
