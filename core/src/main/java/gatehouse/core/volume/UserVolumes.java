package gatehouse.core.volume;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Actor;
import gatehouse.core.administration.Permits;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Volumes that stand apart from workloads: a source under an id. A workload that attaches one takes
 * over what it says at that moment; its data moves by the right of who made the workload.
 */
public final class UserVolumes {
  private static final int MOST = 1000;

  private final UserVolumeBook book;
  private final Permits permits;
  private final InstantSource clock;

  public UserVolumes(UserVolumeBook book, Permits permits, InstantSource clock) {
    this.book = book;
    this.permits = permits;
    this.clock = clock;
  }

  /** A project's volumes, oldest first. */
  public List<UserVolume> list(Actor actor, ProjectId project) {
    permits.require(actor, Permission.VOLUME_MANAGE, project);
    return book.list(project);
  }

  /** One of a project's volumes. */
  public UserVolume get(Actor actor, ProjectId project, UUID id) {
    permits.require(actor, Permission.VOLUME_MANAGE, project);
    return attached(project, id);
  }

  /**
   * Makes one.
   *
   * @param cache whether its folder may be shared; where null, wherever it can be
   */
  public UserVolume create(
      Actor actor, ProjectId project, VolumeSource source, @Nullable Boolean cache) {
    permits.require(actor, Permission.VOLUME_MANAGE, project);
    Standing standing = actor.caller().standingOrNull();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var volume =
        new UserVolume(
            UUID.randomUUID(),
            project,
            standing == null ? "" : standing.name().value(),
            cache == null || cache,
            source,
            now,
            now);
    if (book.list(project).size() >= MOST) {
      throw new Refused(new Conflict("A project has at most " + MOST + " volumes."));
    }
    book.add(volume, line(actor, "create", volume));
    return volume;
  }

  /** Forgets one; its data, and the workloads that attached it, stay as they are. */
  public void delete(Actor actor, ProjectId project, UUID id) {
    UserVolume volume = get(actor, project, id);
    if (!book.remove(project, id, line(actor, "delete", volume))) {
      throw noSuch(id);
    }
  }

  /**
   * One that a workload of the project attaches.
   *
   * @throws Refused with {@link NotFound} where the project has none of that id
   */
  public UserVolume attached(ProjectId project, UUID id) {
    return book.find(project, id).orElseThrow(() -> noSuch(id));
  }

  private static AuditLine line(Actor actor, String verb, UserVolume volume) {
    return actor.did(
        "volume." + verb,
        "volume:" + volume.id(),
        Map.of("project", volume.project().value(), "source", volume.source().inWords()));
  }

  private static Refused noSuch(UUID id) {
    return new Refused(new NotFound("volume", id.toString()));
  }
}
