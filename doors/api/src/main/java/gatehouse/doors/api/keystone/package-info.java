/**
 * Keystone's identity API, version 3, below {@code /v3}: tokens by password, who one is, the
 * catalogue, and S3 key pairs under their name there. Callers are known by {@code X-Auth-Token}
 * alone. Knows no rule: each route reads, calls one use case, and shapes the answer.
 */
@NullMarked
package gatehouse.doors.api.keystone;

import org.jspecify.annotations.NullMarked;
