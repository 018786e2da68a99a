package gatehouse.core.image;

import gatehouse.core.identity.ProjectId;
import java.util.Optional;

/** Which account a project has at a registry. */
@FunctionalInterface
public interface RegistryLogins {
  /** Nobody has any. */
  RegistryLogins NONE = (project, image) -> Optional.empty();

  /** The account for an image: of those that fit, the one whose URL says most. */
  Optional<RegistryLogin> of(ProjectId project, ImageName.Remote image);
}
