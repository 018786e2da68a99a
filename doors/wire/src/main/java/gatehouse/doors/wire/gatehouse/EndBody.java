package gatehouse.doors.wire.gatehouse;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When something ends by itself; null for never. */
public record EndBody(@Nullable Instant endsAt) {}
