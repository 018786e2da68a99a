/** {@code gatehouse registry}: accounts of a project at registries of images. */
@NullMarked
package gatehouse.doors.cli.registry;

import org.jspecify.annotations.NullMarked;
