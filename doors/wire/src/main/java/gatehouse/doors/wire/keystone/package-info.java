/** The bodies of Keystone's identity API, version 3 ({@code users-api.md}, 4.5), as records. */
@NullMarked
package gatehouse.doors.wire.keystone;

import org.jspecify.annotations.NullMarked;
