package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/** The image an app is to run from now on. */
public record AppImageBody(@Nullable String url) {}
