package gatehouse.core.workload;

import gatehouse.core.access.Access;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.administration.Actor;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an administrator lets the notebooks of a project compute with. */
public final class Frameworks {
  private static final int MOST = 200;

  private final FrameworkBook book;
  private final WorkloadRuntime runtime;
  private final InstantSource clock;

  public Frameworks(FrameworkBook book, WorkloadRuntime runtime, InstantSource clock) {
    this.book = book;
    this.runtime = runtime;
    this.clock = clock;
  }

  /** Those that were added; everybody of the project may know. */
  public List<Framework> list(Actor actor, ProjectId project) {
    require(actor, Permission.CAPABILITIES_READ, project);
    return book.list(project);
  }

  /**
   * Adds one; what is null is told from the image's name.
   *
   * @throws Refused with {@code Invalid} for an editor that is not known, {@code Conflict} where
   *     the version is there already
   */
  public Framework add(
      Actor actor,
      ProjectId project,
      String id,
      String image,
      @Nullable String version,
      @Nullable String name,
      @Nullable String description,
      List<String> editors) {
    require(actor, Permission.PROJECT_MANAGE, project);
    List<String> known = runtime.imageEditors().stream().map(WorkloadRuntime.Editor::id).toList();
    for (String editor : editors) {
      if (!known.contains(editor)) {
        throw new Refused(
            new Invalid("editors", "of " + String.join(", ", known) + " (not " + editor + ")"));
      }
    }
    var framework =
        new Framework(
            project,
            id,
            version == null ? versionOf(ImageName.parse(image)) : version,
            image,
            name == null ? id : name,
            description == null ? "" : description,
            editors,
            now());
    if (book.list(project).size() >= MOST) {
      throw new Refused(new Conflict("A project has at most " + MOST + " frameworks."));
    }
    if (!book.add(framework, line(actor, "add", project, id, framework.version(), image))) {
      throw new Refused(
          new Conflict(
              "The project has version %s of %s already: delete it first, or give --version."
                  .formatted(framework.version(), id)));
    }
    return framework;
  }

  /**
   * Takes one away; notebooks that have it keep their image.
   *
   * @param version which, or null for all of them
   */
  public void delete(Actor actor, ProjectId project, String id, @Nullable String version) {
    require(actor, Permission.PROJECT_MANAGE, project);
    String which = version == null ? "all" : version;
    if (!book.remove(project, id, version, line(actor, "delete", project, id, which, ""))) {
      throw new Refused(new NotFound("framework", version == null ? id : id + " " + version));
    }
  }

  private static String versionOf(ImageName name) {
    String said =
        switch (name) {
          case ImageName.Remote remote -> remote.reference();
          case ImageName.Local local -> local.tag();
        };
    return said == null ? ImageName.USUAL_TAG : said;
  }

  private void require(Actor actor, Permission permission, ProjectId project) {
    Access.require(actor.caller(), permission, Resource.of(project), now());
  }

  private static AuditLine line(
      Actor actor, String verb, ProjectId project, String id, String version, String image) {
    return actor.did(
        "framework." + verb,
        "framework:" + id,
        Map.of("project", project.value(), "version", version, "image", image));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
