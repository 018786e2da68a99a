/**
 * Notebooks, jobs and apps: what is wanted, what is observed, and the steps between. Knows no
 * sandbox, cluster or database; those are behind {@link gatehouse.core.workload.WorkloadRuntime}
 * and the store port.
 */
@NullMarked
package gatehouse.core.workload;

import org.jspecify.annotations.NullMarked;
