/** Signed API applications, and how their keys are handed to other clients. */
@NullMarked
package gatehouse.doors.cli.application;

import org.jspecify.annotations.NullMarked;
