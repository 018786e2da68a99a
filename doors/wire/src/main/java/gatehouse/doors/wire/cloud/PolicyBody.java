package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.Nullable;

/** A policy: the text is JSON itself. */
public record PolicyBody(@Nullable String policy) {}
