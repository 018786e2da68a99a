package gatehouse.core.administration;

import static gatehouse.core.refusal.Refusals.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.refusal.Refusal.Invalid;
import org.junit.jupiter.api.Test;

class WorkloadFateTest {
  private static final AffectedWorkload TRAIN = new AffectedWorkload("job", "1f", "train");

  @Test
  void whatRunsIsStoppedUnlessSomethingElseIsSaid() {
    assertThat(WorkloadFate.parse("")).isEqualTo(new WorkloadFate.Stop());
    assertThat(WorkloadFate.parse("stop")).isEqualTo(new WorkloadFate.Stop());
    assertThat(WorkloadFate.parse("keep")).isEqualTo(new WorkloadFate.Keep());
    assertThat(WorkloadFate.parse("handover:ada")).isEqualTo(new WorkloadFate.HandOver("ada"));
  }

  @Test
  void anythingElseIsRefused() {
    for (String text : new String[] {"burn", "handover:", "handover: ", "STOP", "handover"}) {
      assertThat(refusalOf(() -> WorkloadFate.parse(text))).as(text).isInstanceOf(Invalid.class);
    }
  }

  @Test
  void aReceiptNamesEachWorkloadAndWhatBecameOfIt() {
    assertThat(new WorkloadFate.Stop().of(TRAIN)).isEqualTo("stopped job train (1f)");
    assertThat(new WorkloadFate.Keep().of(TRAIN)).isEqualTo("kept running job train (1f)");
    assertThat(new WorkloadFate.HandOver("ada").of(TRAIN))
        .isEqualTo("handed over job train (1f) to ada");
  }
}
