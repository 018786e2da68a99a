package gatehouse.doors.wire.gatehouse;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An S3 key pair; the secret only where it was asked for. */
public record S3KeyBody(
    String access, Instant createdAt, @Nullable Instant lastUsed, @Nullable String secret) {}
