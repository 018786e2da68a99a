package gatehouse.doors.wire.ai;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What one unit has, in bytes.
 *
 * @param ephemeralStorage what a workload of it may keep in its workspace; null where there is no
 *     limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FlavorUnit(int cpu, long memory, @Nullable Long ephemeralStorage) {}
