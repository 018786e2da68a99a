package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/** What of a job can be changed. */
public record JobEdit(@Nullable Long timeout, @Nullable Boolean timeoutAutoRestart) {}
