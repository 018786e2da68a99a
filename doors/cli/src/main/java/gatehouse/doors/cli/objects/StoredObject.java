package gatehouse.doors.cli.objects;

import java.time.Instant;

/** An object as a listing has it; the etag without its quotes. */
public record StoredObject(String key, long size, String etag, Instant modified) {}
