package gatehouse.doors.wire.gatehouse;

import java.time.Instant;

/** A project. */
public record ProjectBody(String id, String description, boolean aiAuthorized, Instant createdAt) {}
