/**
 * The model's {@code /1.0} API, also under {@code /v1/cloud} and {@code /v1/auth}: projects, users,
 * roles, keys. Success is 200 and at least the text {@code null}; unknown members are ignored.
 * Knows no rule: each route reads, calls one use case, and shapes the answer.
 */
@NullMarked
package gatehouse.doors.api.cloud;

import org.jspecify.annotations.NullMarked;
