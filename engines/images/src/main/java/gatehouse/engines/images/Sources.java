package gatehouse.engines.images;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.image.ImageName;
import gatehouse.core.image.RegistryLogins;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens where images come from. */
final class Sources {
  private static final String TARBALL = ".tar";

  private final Path kept;
  private final RegistryLogins logins;
  private final ImageStore.Reach reach;

  Sources(Path kept, RegistryLogins logins, ImageStore.Reach reach) {
    this.kept = kept;
    this.logins = logins;
    this.reach = reach;
  }

  ImageSource open(ProjectId project, ImageName image) throws IOException {
    return switch (image) {
      case ImageName.Remote remote ->
          new RegistrySource(remote, logins.of(project, remote), isNear(remote));
      case ImageName.Local local -> new FolderSource(local, Shelves.open(place(local)));
    };
  }

  /** What a folder or tarball is called. */
  static String name(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(TARBALL) ? name.substring(0, name.length() - TARBALL.length()) : name;
  }

  private boolean isNear(ImageName.Remote image) throws Fault {
    try {
      return reach.isNear(image.registry());
    } catch (Refused refused) {
      String named = "the registry " + image.registry() + ": ";
      throw switch (refused.refusal()) {
        case Refusal.Unavailable(String reason) -> new Fault(Fault.UNAVAILABLE, reason, true);
        case Refusal.Invalid(String field, String rule) ->
            new Fault(Fault.UNAVAILABLE, named + field + " must be " + rule, false);
        default -> new Fault(Fault.UNAVAILABLE, named + "it is not to be asked", false);
      };
    }
  }

  private Path place(ImageName.Local image) throws Fault {
    for (String name : new String[] {image.name(), image.name() + TARBALL}) {
      Path path = kept.resolve(name);
      if (Files.exists(path)) {
        return path;
      }
    }
    throw Fault.bad("there is no image " + image.text() + " among those kept here");
  }
}
