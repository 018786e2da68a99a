package gatehouse.core.identity;

import java.time.Instant;

/**
 * What owns users, tokens, workloads and storage.
 *
 * @param aiAuthorized whether workloads may be used in it (the model's {@code ai/authorization})
 */
public record Project(ProjectId id, String description, boolean aiAuthorized, Instant createdAt) {}
