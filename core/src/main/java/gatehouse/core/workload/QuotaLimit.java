package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;

/** A quota that is set. */
public record QuotaLimit(ProjectId project, Holder holder, Quota quota) {

  /**
   * Whose quota it is.
   *
   * @param word {@code project}, {@code each} or a subject as {@code user:42}
   */
  public record Holder(String word) {
    /** The whole project's. */
    public static final Holder PROJECT = new Holder("project");

    /** Of each user that has none of their own. */
    public static final Holder EACH = new Holder("each");

    /** One user's. */
    public static Holder of(Subject user) {
      return new Holder(user.toString());
    }
  }
}
