package gatehouse.doors.wire.gatehouse;

/**
 * A node of the installation that is alive.
 *
 * @param answers whether it is the one that gave this answer
 */
public record NodeBody(String name, boolean answers) {}
