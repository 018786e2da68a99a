package gatehouse.doors.wire.ai;

import org.jspecify.annotations.Nullable;

/** A label to be set, or, without a value, taken away. */
public record LabelEdit(@Nullable String name, @Nullable String value) {}
