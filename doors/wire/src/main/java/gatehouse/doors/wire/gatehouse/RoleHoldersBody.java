package gatehouse.doors.wire.gatehouse;

/**
 * A role, and how many users of a project hold it.
 *
 * @param holders how many, or, where it is not exact, that there are more
 */
public record RoleHoldersBody(
    String name, String label, String meaning, long holders, boolean holdersIsExact) {}
