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
    Quota all = book.limit(project, Holder.PROJECT);
    var inventory = offer.inventory();
    int cpus = least(inventory.cpus(), all.cpus());
    int gpus = least(inventory.gpus().size(), all.gpus());
    if (user != null) {
      Quota own = book.of(project, user);
      cpus = least(cpus, own.cpus());
      gpus = least(gpus, own.gpus());
    }
    return new ProjectQuotas(Map.of("CPU", cpus, "GPU", gpus));
  }

  private static int least(int there, @Nullable Integer limit) {
    return limit == null ? there : Math.min(there, limit);
  }
}
