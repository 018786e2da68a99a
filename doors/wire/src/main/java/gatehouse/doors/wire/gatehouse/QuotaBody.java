package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/**
 * How much may be used at a time; null is no limit.
 *
 * @param memory bytes
 * @param running workloads
 */
public record QuotaBody(
    @Nullable Integer cpus,
    @Nullable Integer gpus,
    @Nullable Long memory,
    @Nullable Integer running) {}
