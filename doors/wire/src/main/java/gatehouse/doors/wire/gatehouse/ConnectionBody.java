package gatehouse.doors.wire.gatehouse;

import java.time.Instant;

/** Something open that stands on a right. */
public record ConnectionBody(
    String kind,
    String who,
    String credential,
    String resource,
    String permission,
    Instant since) {}
