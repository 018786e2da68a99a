package gatehouse.doors.wire.gatehouse;

import java.util.List;

/**
 * Some of the users of a project, and how many there are.
 *
 * @param total how many there are, or, where it is not exact, that there are more
 * @param totalInWords as "12" or "more than 10000"
 */
public record UserPage(
    List<UserBody> items, long total, boolean totalIsExact, String totalInWords) {}
