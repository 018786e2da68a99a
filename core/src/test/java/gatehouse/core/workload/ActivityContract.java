package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static gatehouse.core.workload.WorkloadsForTests.aQueuedJob;
import static gatehouse.core.workload.WorkloadsForTests.anId;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of activity must do. */
public abstract class ActivityContract {

  /** The store under test, empty at the start of each test. */
  protected abstract Activity activity();

  /** The workloads it belongs to. */
  protected abstract WorkloadStore workloads();

  private WorkloadId known() {
    Workload workload = aQueuedJob();
    workloads()
        .transaction(
            tx -> {
              tx.insert(workload);
              return workload;
            });
    return workload.id();
  }

  @Test
  void whatWasNotedLastCountsWhoeverNotedIt() {
    WorkloadId one = known();
    WorkloadId other = known();

    activity().note(Set.of(one, other), NOON);
    activity().note(Set.of(one), NOON.plusSeconds(5));

    assertThat(activity().last(one)).contains(NOON.plusSeconds(5));
    assertThat(activity().last(other)).contains(NOON);
  }

  @Test
  void aNodeThatIsLateTakesNothingBack() {
    WorkloadId one = known();
    activity().note(Set.of(one), NOON.plusSeconds(5));

    activity().note(Set.of(one), NOON);

    assertThat(activity().last(one)).contains(NOON.plusSeconds(5));
  }

  @Test
  void whatIsNotThereIsNotNoted() {
    WorkloadId nobody = anId();

    activity().note(Set.of(nobody), NOON);

    assertThat(activity().last(nobody)).isEmpty();
  }
}
