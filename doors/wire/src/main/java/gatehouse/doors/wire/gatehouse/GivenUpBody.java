package gatehouse.doors.wire.gatehouse;

/**
 * What became of a node that was given up.
 *
 * @param workloads how many were at home there
 */
public record GivenUpBody(int workloads) {}
