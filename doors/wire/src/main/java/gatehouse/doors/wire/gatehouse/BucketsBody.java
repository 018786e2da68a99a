package gatehouse.doors.wire.gatehouse;

import java.util.List;
import java.util.Map;

/** The buckets of a project, and whether the caller may make more. */
public record BucketsBody(List<BucketBody> items, Map<String, AllowedActionBody> allowedActions) {}
