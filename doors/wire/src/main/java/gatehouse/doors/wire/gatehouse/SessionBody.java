package gatehouse.doors.wire.gatehouse;

import java.time.Instant;

/** A command line session that was just opened. */
public record SessionBody(String token, Instant expiresAt, MeBody me) {}
