package gatehouse.doors.api.keystone;

import java.util.Locale;

/** What clients of OpenStack call projects. */
public final class ProjectNames {
  private static final long TEN_TO_16 = 10_000_000_000_000_000L;

  private ProjectNames() {}

  /** 16 decimal digits that belong to a project, as OS_TENANT_NAME has. */
  public static String of(String project) {
    long digits = Long.remainderUnsigned(Long.parseUnsignedLong(project, 0, 16, 16), TEN_TO_16);
    return String.format(Locale.ROOT, "%016d", digits);
  }
}
