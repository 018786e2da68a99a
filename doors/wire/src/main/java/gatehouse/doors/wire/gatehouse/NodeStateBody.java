package gatehouse.doors.wire.gatehouse;

/**
 * A node of the installation, alive or not.
 *
 * @param name the one that stays with its data folder
 * @param workloads how many are at home there
 */
public record NodeStateBody(String name, boolean alive, int workloads) {}
