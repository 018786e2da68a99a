package gatehouse.doors.wire.gatehouse;

import java.time.Instant;
import java.util.Map;

/** A line of the audit. */
public record AuditBody(
    long number,
    Instant at,
    String subject,
    String who,
    String credential,
    String address,
    String action,
    String target,
    String result,
    long revision,
    Map<String, String> details,
    String hash) {}
