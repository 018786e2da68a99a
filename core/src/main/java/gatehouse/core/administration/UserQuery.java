package gatehouse.core.administration;

import gatehouse.core.access.RoleName;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Which users of a project are listed, and in which order.
 *
 * @param offset how many to leave out first, at least 0
 * @param limit at most so many, 1 to 10,000
 */
public record UserQuery(
    ProjectId project, UserFilter filter, Sort sort, boolean descending, int offset, int limit) {

  /** Those that a filter finds are counted up to here: nobody pages through more. */
  public static final int COUNTED = 10_000;

  /** By what a list of users is sorted. */
  public enum Sort {
    ID,
    NAME,
    DESCRIPTION,
    CREATED,
    LAST_SIGN_IN
  }

  /**
   * @throws Refused with {@link Invalid} for an offset or limit out of range
   */
  public UserQuery {
    if (offset < 0) {
      throw new Refused(new Invalid("page", "0 or more"));
    }
    if (limit < 1 || limit > 10_000) {
      throw new Refused(new Invalid("size", "1 to 10000"));
    }
  }

  /** Users by one text, role and status; empty and null for any. */
  public UserQuery(
      ProjectId project,
      String text,
      @Nullable RoleName role,
      @Nullable UserStatus status,
      Sort sort,
      boolean descending,
      int offset,
      int limit) {
    this(project, UserFilter.of(text, role, status), sort, descending, offset, limit);
  }

  /** The first 10,000 users of a project in the order of their making. */
  public static UserQuery all(ProjectId project) {
    return new UserQuery(project, UserFilter.ALL, Sort.ID, false, 0, 10_000);
  }
}
