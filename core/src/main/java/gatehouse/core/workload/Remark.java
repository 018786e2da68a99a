package gatehouse.core.workload;

/**
 * Why a workload is as it is.
 *
 * @param code one of the model's, as {@code JOB_QUEUED}
 * @param sentence for people: "Queued: waiting for 2 CPUs, 1 ahead"
 */
public record Remark(String code, String sentence) {}
