package gatehouse.engines.images;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder an image is unpacked into. Names are looked up as a program inside would: a link leads
 * from the image's own top, never out of it.
 */
final class RootTree {
  private static final int MOST_LINKS = 40;
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final Path root;

  RootTree(Path root) {
    this.root = root;
  }

  /**
   * The parts of a name in a layer.
   *
   * @throws Fault where it leads upwards
   */
  static List<String> parts(String name) throws Fault {
    var parts = new ArrayList<String>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..") || part.indexOf('\0') >= 0) {
        throw Fault.bad("a layer has a name that leads out of the image: " + shown(name));
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return parts;
  }

  static String shown(String name) {
    String cut = name.length() <= 120 ? name : name.substring(0, 120) + "…";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * Where a name stands: links on the way are followed, the last part is not. Missing folders on
   * the way are made where {@code make}; otherwise null is returned.
   */
  @Nullable Path place(String name, boolean make) throws IOException {
    Deque<String> left = new ArrayDeque<>(parts(name));
    Path at = root;
    int links = 0;
    while (!left.isEmpty()) {
      String part = left.removeFirst();
      if (part.equals("..")) {
        at = at.equals(root) ? root : parent(at);
        continue;
      }
      Path next = at.resolve(part);
      if (left.isEmpty()) {
        return next;
      }
      if (Files.isSymbolicLink(next)) {
        if (++links > MOST_LINKS) {
          throw Fault.bad("a layer has links in a circle: " + shown(name));
        }
        String target = Files.readSymbolicLink(next).toString();
        List<String> steps = new ArrayList<>();
        for (String step : target.split("/", -1)) {
          if (!step.isEmpty() && !step.equals(".")) {
            steps.add(step);
          }
        }
        steps.reversed().forEach(left::addFirst);
        at = target.startsWith("/") ? root : at;
        continue;
      }
      if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
        if (!make) {
          return null;
        }
        Files.deleteIfExists(next);
        Files.createDirectory(next);
        Files.setPosixFilePermissions(next, FOLDER);
      }
      at = next;
    }
    return at;
  }

  /** A folder of that name, made if there is none; links to folders are followed. */
  Path folder(String name) throws IOException {
    Path inside = place(name + "/.gatehouse", true);
    return inside == null ? root : parent(inside);
  }

  static void delete(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(
          path,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }

  private Path parent(Path path) {
    Path above = path.getParent();
    return above == null ? root : above;
  }
}
