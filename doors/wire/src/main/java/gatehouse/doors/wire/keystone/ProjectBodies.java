package gatehouse.doors.wire.keystone;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Projects, by themselves or several. */
public final class ProjectBodies {
  private ProjectBodies() {}

  /** Several. */
  public record Projects(List<Project> projects, LinksBody links) {}

  /** One. */
  public record One(Project project) {}

  /** A project. */
  public record Project(
      String id,
      String name,
      String description,
      @JsonProperty("domain_id") String domainId,
      boolean enabled,
      @JsonProperty("is_domain") boolean isDomain,
      @JsonProperty("parent_id") @Nullable String parentId,
      List<String> tags,
      Map<String, String> options,
      SelfLink links) {}
}
