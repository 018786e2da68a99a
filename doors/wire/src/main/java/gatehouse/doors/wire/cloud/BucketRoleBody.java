package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** A ready-made right on a bucket, or on one key of it. */
public record BucketRoleBody(@Nullable String roleName, @Nullable String objectKey) {}
