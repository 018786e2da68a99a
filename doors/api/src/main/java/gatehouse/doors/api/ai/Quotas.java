package gatehouse.doors.api.ai;

import gatehouse.core.workload.Offer;
import gatehouse.doors.wire.ai.ProjectQuotas;
import java.util.Map;

/** What a project may use: here, all there is. */
final class Quotas {
  private Quotas() {}

  static ProjectQuotas of(Offer offer) {
    // GPUs are not handed out yet, however many there are.
    return new ProjectQuotas(Map.of("CPU", offer.inventory().cpus(), "GPU", 0));
  }
}
