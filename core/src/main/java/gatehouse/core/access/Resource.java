package gatehouse.core.access;

import gatehouse.core.identity.ProjectId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about.
 *
 * @param project where it is; null for the installation itself
 * @param type as {@code project}, {@code notebook}, {@code job}, {@code app}, {@code installation}
 * @param id its id within the type; empty for a project as a whole
 * @param labels what selectors look at; {@code ovh/id} and {@code ovh/type} included
 * @param isPublic whether its owner opened it to everybody ({@code unsecureHttp}); anybody may then
 *     open it
 */
public record Resource(
    @Nullable ProjectId project,
    String type,
    String id,
    Map<String, String> labels,
    boolean isPublic) {

  /** The installation: accounts, projects. */
  public static final Resource INSTALLATION =
      new Resource(null, "installation", "", Map.of(), false);

  /** A project as a whole, or things of it that carry no labels. */
  public static Resource of(ProjectId project) {
    return new Resource(project, "project", "", Map.of(), false);
  }

  /** Whether it is one workload rather than a project or the installation. */
  public boolean isWorkload() {
    return !id.isEmpty();
  }
}
