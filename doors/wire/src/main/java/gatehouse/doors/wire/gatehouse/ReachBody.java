package gatehouse.doors.wire.gatehouse;

/**
 * Whether a data store answers.
 *
 * @param buckets how many buckets its key sees; 0 where it does not answer
 * @param message for people; what went wrong, where it does not
 */
public record ReachBody(boolean reached, int buckets, String message) {}
