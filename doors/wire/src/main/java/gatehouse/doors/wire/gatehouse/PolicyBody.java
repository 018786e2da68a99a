package gatehouse.doors.wire.gatehouse;

/** A policy: the text is JSON itself, kept byte for byte. */
public record PolicyBody(String policy) {}
