package gatehouse.doors.wire.gatehouse;

import java.time.Instant;
import java.util.Map;

/** A bucket, and what the caller may do with it. */
public record BucketBody(
    String name, Instant createdAt, Map<String, AllowedActionBody> allowedActions) {}
