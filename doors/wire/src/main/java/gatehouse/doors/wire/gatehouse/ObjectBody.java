package gatehouse.doors.wire.gatehouse;

import java.time.Instant;

/**
 * An object, as a listing has it.
 *
 * @param size in bytes
 */
public record ObjectBody(String key, long size, String etag, Instant modified) {}
