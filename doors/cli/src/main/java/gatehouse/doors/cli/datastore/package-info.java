/** {@code gatehouse datastore}: S3 stores that a project brings along. */
@NullMarked
package gatehouse.doors.cli.datastore;

import org.jspecify.annotations.NullMarked;
