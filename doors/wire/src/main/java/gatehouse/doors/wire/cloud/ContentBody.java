package gatehouse.doors.wire.cloud;

/** The content of a file. */
public record ContentBody(String content) {}
