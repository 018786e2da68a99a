package gatehouse.core.storage;

import java.time.Instant;

/**
 * An object as a listing has it.
 *
 * @param size in bytes
 * @param etag changes whenever the content does; for what was written in one piece the MD5 in hex
 * @param modified when it was written
 */
public record ObjectEntry(ObjectKey key, long size, String etag, Instant modified) {}
