package gatehouse.engines.runtimes.backups;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folders of backups: private to the server; what begins with a dot is not whole. */
final class Trees {
  static final String UNFINISHED = ".unfinished-";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private Trees() {}

  /** Makes a folder that only the server's user may enter, unless it is there. */
  static Path make(Path folder) throws IOException {
    return Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  /** A new folder that is not whole yet. */
  static Path fresh(Path in) throws IOException {
    return make(in.resolve(UNFINISHED + UUID.randomUUID()));
  }

  /** The place itself, with the folder it lies in made. */
  static Path room(Path place) throws IOException {
    make(Objects.requireNonNull(place.getParent()));
    return place;
  }

  static List<Path> children(Path folder) throws IOException {
    var all = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(all::add);
    } catch (NoSuchFileException | NotDirectoryException e) {
      // There are none.
    }
    return all;
  }

  /** Takes its name first, so that a crash leaves nothing that looks whole. */
  static void deleteAtOnce(Path folder) throws IOException {
    Path gone = folder.resolveSibling(UNFINISHED + UUID.randomUUID());
    try {
      Files.move(folder, gone, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    delete(gone);
  }

  /** Deletes a folder with all in it, following no links; one that is not there is fine. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(folder, new Deletion());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
