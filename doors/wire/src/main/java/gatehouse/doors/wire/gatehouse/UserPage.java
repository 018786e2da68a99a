package gatehouse.doors.wire.gatehouse;

import java.util.List;

/** Some of the users of a project, and how many there are. */
public record UserPage(List<UserBody> items, long total) {}
