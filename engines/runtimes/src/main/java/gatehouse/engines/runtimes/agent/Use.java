package gatehouse.engines.runtimes.agent;

/**
 * What a run uses.
 *
 * @param cpuSeconds since its start
 * @param memory bytes now
 */
public record Use(double cpuSeconds, long memory) {}
