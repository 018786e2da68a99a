package gatehouse.doors.wire.gatehouse;

import java.util.List;

/** Some of the tokens the caller may see, and how many there are. */
public record TokenPage(List<TokenBody> items, long total) {}
