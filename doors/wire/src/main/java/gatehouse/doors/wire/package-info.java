/**
 * How records become JSON and back: the one configured mapper that doors and clients share. Knows
 * no rule, no door and no other room.
 */
@NullMarked
package gatehouse.doors.wire;

import org.jspecify.annotations.NullMarked;
