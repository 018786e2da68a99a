/**
 * OpenStack's Swift at {@code /v1/AUTH_…} on the port of object storage: an account is a project, a
 * container a bucket. Callers are known by a user's token. What is not offered is refused in so
 * many words.
 */
@NullMarked
package gatehouse.doors.s3.swift;

import org.jspecify.annotations.NullMarked;
