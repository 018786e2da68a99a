package gatehouse.doors.wire.gatehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the workloads of a project may connect to: {@code pypi.org}, {@code 10.1.0.0/16:*}. */
public record EgressBody(@Nullable List<String> hosts) {}
