/**
 * The bodies of the model's {@code /1.0} API ({@code users-api.md}, 1), as records. Members that
 * clients may leave out or send as null are {@code @Nullable}.
 */
@NullMarked
package gatehouse.doors.wire.cloud;

import org.jspecify.annotations.NullMarked;
