/**
 * Moves the data of volumes between folders and buckets. A folder may be written by a workload at
 * any moment: no link in it is ever followed, and nothing half made is ever seen in it. Knows
 * buckets by their port alone, and nothing of what runs the workloads.
 */
@NullMarked
package gatehouse.engines.volumes;

import org.jspecify.annotations.NullMarked;
