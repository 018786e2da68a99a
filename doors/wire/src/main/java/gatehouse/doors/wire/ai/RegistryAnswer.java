package gatehouse.doors.wire.ai;

import java.time.Instant;

/** A registry at which a project has an account; its password is told to nobody. */
public record RegistryAnswer(
    String id, String url, String username, String user, Instant createdAt, Instant updatedAt) {}
