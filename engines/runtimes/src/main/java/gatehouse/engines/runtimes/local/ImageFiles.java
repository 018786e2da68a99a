package gatehouse.engines.runtimes.local;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How an unpacked image becomes what a sandbox shows. A link of the image is never followed out
 * here: it is made anew inside, where it leads to what is inside.
 */
final class ImageFiles {
  /** What the image is called among the things shown to the workload's user. */
  static final String STAGED = "image";

  /** What the sandbox has of its own. */
  private static final Set<String> OWN = Set.of("proc", "dev", "tmp", "run", "sys", "workspace");

  private ImageFiles() {}

  /**
   * bwrap's options that show an image.
   *
   * @param shown where the image's folder is for the one who makes the sandbox
   * @param mounts the paths inside at which something else will be shown
   * @throws Refused where the image has a link or a file on the way to one of them
   */
  static List<String> show(Path image, String shown, List<String> mounts) {
    var options = new ArrayList<String>();
    var opened = new ArrayList<String>();
    for (String mount : mounts) {
      open(image, mount, opened);
    }
    show(image, shown, "", opened, options);
    options.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"));
    options.addAll(List.of("--tmpfs", "/run"));
    if (Files.isDirectory(image.resolve("var/tmp"), LinkOption.NOFOLLOW_LINKS)
        && Files.isDirectory(image.resolve("var"), LinkOption.NOFOLLOW_LINKS)) {
      options.addAll(List.of("--tmpfs", "/var/tmp"));
    }
    return options;
  }

  /** Notes the folders whose children are shown one by one, so that there is room beside them. */
  private static void open(Path image, String mount, List<String> opened) {
    var at = new StringBuilder();
    String[] parts = mount.split("/", -1);
    if (OWN.contains(parts[1])) {
      return;
    }
    for (int i = 1; i < parts.length; i++) {
      at.append('/').append(parts[i]);
      Path place = image.resolve(at.substring(1));
      if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        throw new Refused(
            new Invalid("volumes.mountPath", "another path: the image has no folder at " + at));
      }
      opened.add(at.toString());
    }
  }

  private static void show(
      Path folder, String shown, String inside, List<String> opened, List<String> options) {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        String to = inside + "/" + name;
        if (inside.isEmpty() && OWN.contains(name)) {
          continue;
        }
        if (Files.isSymbolicLink(child)) {
          options.addAll(List.of("--symlink", Files.readSymbolicLink(child).toString(), to));
        } else if (opened.contains(to)) {
          options.addAll(List.of("--dir", to));
          show(child, shown + "/" + name, to, opened, options);
        } else {
          options.addAll(List.of("--ro-bind", shown + "/" + name, to));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Copies what an image has below {@code /workspace} into a workload's folder that is still empty,
   * and makes the folder the program begins in.
   *
   * @param user who owns the copies; 0 where the server itself does
   */
  static void furnish(Path image, String workdir, Path workspace, int user) throws IOException {
    Path from = image.resolve("workspace");
    if (isEmpty(workspace) && Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(from, new Copying(from, workspace, user));
    }
    String below = workdir.equals("/workspace") ? "" : "/workspace/";
    if (!below.isEmpty() && workdir.startsWith(below)) {
      Path at = workspace;
      for (String part : workdir.substring(below.length()).split("/", -1)) {
        at = at.resolve(part);
        if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
          if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
            return;
          }
        } else {
          Files.createDirectory(at);
          give(at, user);
        }
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      return !children.iterator().hasNext();
    }
  }

  private static void give(Path path, int user) throws IOException {
    if (user != 0) {
      Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final int user;

    Copying(Path from, Path to, int user) {
      this.from = from;
      this.to = to;
      this.user = user;
    }

    @Override
    public java.nio.file.FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes of)
        throws IOException {
      if (!folder.equals(from)) {
        copy(folder);
      }
      return java.nio.file.FileVisitResult.CONTINUE;
    }

    @Override
    public java.nio.file.FileVisitResult visitFile(Path file, BasicFileAttributes of)
        throws IOException {
      copy(file);
      return java.nio.file.FileVisitResult.CONTINUE;
    }

    private void copy(Path one) throws IOException {
      Path target = to.resolve(from.relativize(one).toString());
      var _ =
          Files.copy(
              one,
              target,
              LinkOption.NOFOLLOW_LINKS,
              java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      give(target, user);
    }
  }
}
