/** Where workloads may connect to. */
@NullMarked
package gatehouse.doors.cli.egress;

import org.jspecify.annotations.NullMarked;
