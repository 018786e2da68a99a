package gatehouse.core.workload;

import static gatehouse.core.workload.WorkloadsForTests.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.AutoScaling.Measured;
import gatehouse.core.workload.CustomMetric.Aggregation;
import gatehouse.core.workload.CustomMetric.Format;
import gatehouse.core.workload.ScaleDecision.Look;
import gatehouse.core.workload.ScaleDecision.Memory;
import gatehouse.core.workload.ScaleDecision.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScaleDecisionTest {
  private static final CustomMetric QUEUE =
      new CustomMetric("http://<SELF>:9000/queue", Format.JSON, "length", 10, Aggregation.AVERAGE);

  private AutoScaling how = new AutoScaling(1, 10, Measured.CPU, 75, null, 0, 300, 60);
  private Memory memory;
  private int wanted;

  private int uses(int second, int ready, double percent) {
    return look(second, ready, percent, null, null);
  }

  private int has(int second, int ready, double metric) {
    return look(second, ready, null, metric, null);
  }

  private int look(int second, int ready, Double usage, Double metric, Instant requestedAt) {
    if (memory == null) {
      wanted = ready;
      memory = Memory.begin(ready, NOON);
    }
    Verdict verdict =
        ScaleDecision.decide(
            how,
            memory,
            new Look(NOON.plusSeconds(second), wanted, ready, usage, metric, requestedAt));
    memory = verdict.memory();
    wanted = verdict.wanted();
    return wanted;
  }

  @Test
  void thereAreAsManyAsBringTheAverageDownToTheAim() {
    assertThat(uses(5, 1, 100)).isEqualTo(2);
    assertThat(uses(10, 2, 150)).isEqualTo(4);
  }

  @Test
  void thereAreNeverMoreThanTheMost() {
    how = new AutoScaling(1, 3, Measured.CPU, 10, null, 0, 300, 60);

    assertThat(uses(5, 2, 100)).isEqualTo(3);
  }

  @Test
  void nearTheAimNothingChanges() {
    assertThat(uses(5, 4, 80)).isEqualTo(4);
    assertThat(uses(10, 4, 70)).isEqualTo(4);
  }

  @Test
  void thereAreFewerOnlyWhenFewerWereEnoughForTheWholeWindow() {
    assertThat(uses(5, 4, 20)).isEqualTo(4);
    assertThat(uses(200, 4, 20)).isEqualTo(4);
    assertThat(uses(299, 4, 20)).isEqualTo(4);
    assertThat(uses(306, 4, 20)).isEqualTo(2);
  }

  @Test
  void oneMomentOfMoreBeginsTheWindowForFewerAnew() {
    uses(5, 4, 20);
    uses(250, 4, 75);

    assertThat(uses(310, 4, 20)).isEqualTo(4);
    assertThat(uses(551, 4, 20)).isEqualTo(2);
  }

  @Test
  void thereAreMoreOnlyWhenMoreWereNeededForTheWholeWindow() {
    how = new AutoScaling(1, 10, Measured.CPU, 75, null, 30, 300, 60);

    assertThat(uses(5, 1, 150)).isEqualTo(1);
    assertThat(uses(20, 1, 30)).isEqualTo(1);
    assertThat(uses(40, 1, 150)).isEqualTo(1);
    assertThat(uses(51, 1, 150)).isEqualTo(2);
  }

  @Test
  void whereNothingIsKnownNothingChanges() {
    assertThat(look(5, 3, null, null, null)).isEqualTo(3);
    assertThat(look(700, 0, null, null, null)).isEqualTo(3);
  }

  @Test
  void withoutALeastOfZeroTheLastOneStays() {
    uses(5, 1, 0);

    assertThat(uses(4000, 1, 0)).isEqualTo(1);
  }

  @Test
  void theLastOneGoesWhenNothingWasAskedForTheWindowAndTheCooldown() {
    maySleep();
    look(5, 1, 0.0, null, NOON.plusSeconds(3));

    assertThat(look(362, 1, 0.0, null, NOON.plusSeconds(3))).isEqualTo(1);
    assertThat(look(363, 1, 0.0, null, NOON.plusSeconds(3))).isZero();
  }

  @Test
  void requestsKeepTheLastOneHoweverLittleItComputes() {
    maySleep();
    for (int second = 5; second < 2_000; second += 5) {
      assertThat(look(second, 1, 0.0, null, NOON.plusSeconds(second - 300))).isEqualTo(1);
    }
  }

  @Test
  void whatComputesMuchWithoutRequestsDoesNotSleep() {
    maySleep();
    uses(5, 1, 100);

    assertThat(uses(2_000, 1, 90)).isPositive();
  }

  @Test
  void memoryThatIsHeldKeepsNobodyAwake() {
    how = new AutoScaling(0, 1, Measured.RAM, 10, null, 0, 0, 0);
    uses(5, 1, 90);

    assertThat(uses(10, 1, 90)).isZero();
  }

  @Test
  void whatIsStillStartingIsNotIdle() {
    how = new AutoScaling(0, 1, Measured.CPU, 75, null, 0, 0, 0);
    look(5, 0, null, null, null);
    memory = Memory.begin(1, NOON);
    wanted = 1;

    assertThat(look(100, 0, null, null, null)).isEqualTo(1);
    assertThat(look(104, 1, null, null, null)).isEqualTo(1);
    assertThat(look(105, 1, null, null, null)).isZero();
  }

  @Test
  void aLargeAppBecomesSmallBeforeItSleeps() {
    how = new AutoScaling(0, 10, Measured.CPU, 75, null, 0, 10, 0);
    uses(5, 4, 0);

    assertThat(uses(11, 4, 0)).isZero();
    memory = Memory.begin(4, NOON);
    wanted = 4;
    look(2, 4, 70.0, null, NOON.plusSeconds(2));
    assertThat(look(11, 4, 10.0, null, NOON.plusSeconds(2))).isEqualTo(4);
    assertThat(look(13, 4, 10.0, null, NOON.plusSeconds(13))).isEqualTo(1);
  }

  @Test
  void atItsTargetAMetricCallsForOneMore() {
    how = new AutoScaling(1, 10, null, 75, QUEUE, 0, 0, 0);

    assertThat(has(5, 2, 9)).isEqualTo(2);
    assertThat(has(10, 2, 10)).isEqualTo(3);
    assertThat(has(15, 3, 30)).isEqualTo(9);
    assertThat(has(20, 9, 1)).isEqualTo(1);
  }

  @Test
  void aMetricAboveZeroKeepsItAwakeAndZeroOrLessDoesNot() {
    how = new AutoScaling(0, 10, null, 75, QUEUE, 0, 0, 0);

    assertThat(has(100, 1, 1)).isEqualTo(1);
    assertThat(has(104, 1, 0)).isEqualTo(1);
    assertThat(has(105, 1, -1)).isZero();
  }

  @Test
  void aMetricFromElsewhereWakesIt() {
    how = new AutoScaling(0, 10, null, 75, QUEUE, 0, 0, 0);
    memory = Memory.begin(0, NOON);
    wanted = 0;

    assertThat(has(5, 0, 0)).isZero();
    assertThat(has(10, 0, 3)).isEqualTo(1);
  }

  @Test
  void theLargerOfWhatUsageAndMetricCallForCounts() {
    how = new AutoScaling(1, 10, Measured.CPU, 50, QUEUE, 0, 0, 0);

    assertThat(look(5, 2, 100.0, 1.0, null)).isEqualTo(4);
    assertThat(look(10, 4, 10.0, 20.0, null)).isEqualTo(8);
  }

  private void maySleep() {
    how = new AutoScaling(0, 10, Measured.CPU, 75, null, 0, 300, 60);
  }
}
