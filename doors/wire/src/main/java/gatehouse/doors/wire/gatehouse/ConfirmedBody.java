package gatehouse.doors.wire.gatehouse;

import java.time.Instant;

/** Until when the password is not asked for again. */
public record ConfirmedBody(Instant confirmedUntil) {}
