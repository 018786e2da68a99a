package gatehouse.doors.wire.gatehouse;

/**
 * A piece of a log.
 *
 * @param type {@code text}, or {@code end} where no more can come
 * @param run the number of the run that wrote it
 * @param position the byte at which the next piece begins
 * @param text as it was written, cut between characters, not between lines
 */
public record LogEventBody(String type, int run, long position, String text) {}
