package gatehouse.doors.api.ai;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Quota;
import gatehouse.core.workload.QuotaBook;
import gatehouse.core.workload.QuotaLimit.Holder;
import gatehouse.doors.wire.ai.ProjectQuotas;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a project, or one of its users, may use: all there is, where no quota says less. */
final class QuotaAnswers {
  private QuotaAnswers() {}

  /**
   * @param user whose it is; null for the project's
   */
  static ProjectQuotas of(Offer offer, QuotaBook book, ProjectId project, @Nullable Subject user) {
    int cpus = least(offer.inventory().cpus(), book.limit(project, Holder.PROJECT));
    if (user != null) {
      cpus = least(cpus, book.of(project, user));
    }
    // GPUs are not handed out yet, however many there are.
    return new ProjectQuotas(Map.of("CPU", cpus, "GPU", 0));
  }

  private static int least(int cpus, Quota quota) {
    Integer limit = quota.cpus();
    return limit == null ? cpus : Math.min(cpus, limit);
  }
}
