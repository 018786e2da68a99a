package gatehouse.core.volume;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.UUID;

/**
 * A source of data that a project keeps by an id, for its workloads to attach.
 *
 * @param user the name of who made it
 * @param cache whether what attaches it shares the folder with others that only read it
 */
public record UserVolume(
    UUID id,
    ProjectId project,
    String user,
    boolean cache,
    VolumeSource source,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * @throws Refused with {@link Invalid} for a scratch folder, which is nothing apart from its
   *     workload
   */
  public UserVolume {
    if (source instanceof VolumeSource.Standalone) {
      throw new Refused(
          new Invalid(
              "standalone",
              "named in a workload's own volumes: a scratch folder lives and goes with it"));
    }
    cache = cache && source instanceof VolumeSource.Bucket;
  }
}
