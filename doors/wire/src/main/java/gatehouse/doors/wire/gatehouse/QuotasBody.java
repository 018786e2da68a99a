package gatehouse.doors.wire.gatehouse;

import java.util.List;

/**
 * The quotas of a project.
 *
 * @param project all of it
 * @param each every user that has none of their own
 * @param users whom the caller may see
 */
public record QuotasBody(QuotaBody project, Use inUse, QuotaBody each, List<One> users) {

  /**
   * What is set aside now.
   *
   * @param memory bytes
   * @param running workloads
   */
  public record Use(int cpus, int gpus, long memory, int running) {}

  /**
   * One user.
   *
   * @param own whether the quota is this user's own
   * @param quota the one that holds
   */
  public record One(String username, boolean own, QuotaBody quota, Use inUse) {}
}
