/** Nodes: the servers of the installation. */
@NullMarked
package gatehouse.doors.cli.node;

import org.jspecify.annotations.NullMarked;
