/**
 * The records of the model's {@code /v1} API. In answers, members without {@link
 * com.fasterxml.jackson.annotation.JsonInclude} of their own are left out where there is nothing to
 * say, for its generated clients cannot read a null there; the others are null by contract, and
 * always present. Knows nothing of what the members mean.
 */
@NullMarked
package gatehouse.doors.wire.ai;

import org.jspecify.annotations.NullMarked;
