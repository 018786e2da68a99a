/** The verbs that jobs, notebooks and apps have in common. */
@NullMarked
package gatehouse.doors.cli.workload;

import org.jspecify.annotations.NullMarked;
