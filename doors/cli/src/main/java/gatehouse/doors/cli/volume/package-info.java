/** {@code gatehouse volume}: sources of data that a project keeps for its workloads. */
@NullMarked
package gatehouse.doors.cli.volume;

import org.jspecify.annotations.NullMarked;
