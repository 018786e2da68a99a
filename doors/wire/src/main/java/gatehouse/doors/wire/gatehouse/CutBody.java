package gatehouse.doors.wire.gatehouse;

/**
 * How many open connections were cut.
 *
 * @param node at which; others were not asked
 */
public record CutBody(int connections, String node) {}
