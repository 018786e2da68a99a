package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do. Nothing has been changed.
 *
 * @param inWords all of it in sentences
 * @param workloadsAre what becomes of the workloads: {@code stopped}, {@code kept running} or
 *     {@code handed over to NAME}
 * @param confirmation 1: ask plainly; 2: list what ends; 3: have the name typed
 * @param node whose open connections these are; others cut theirs too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreviewBody(
    AllowedActionBody action,
    List<String> warnings,
    List<String> inWords,
    List<RoleBody.PermissionBody> adds,
    List<RoleBody.PermissionBody> removes,
    List<EndingCredential> credentials,
    List<ConnectionBody> connections,
    List<StoppedWorkload> workloads,
    @Nullable String workloadsAre,
    int confirmation,
    String node) {

  /** A session, token or key that would end. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EndingCredential(
      String id, String kind, String name, Instant createdAt, @Nullable Instant expiresAt) {}

  /** A workload that would be stopped, kept or handed over. */
  public record StoppedWorkload(String kind, String id, String name) {}
}
