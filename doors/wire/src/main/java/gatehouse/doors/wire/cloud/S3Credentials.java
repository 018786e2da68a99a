package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/**
 * An S3 key pair of a user, whose OpenStack id it names; the secret only where it was asked for.
 */
public record S3Credentials(
    String access, String tenantId, String userId, @Nullable String secret) {}
