package gatehouse.engines.runtimes.agent;

import gatehouse.core.image.ImageRoot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where editors lie: on this machine where its own programs do, in an image where its {@code PATH}
 * leads and where they usually are. No link of an image is followed, for it would lead out of it.
 */
final class EditorSearch {
  private static final List<String> HERE = List.of("/usr/local/bin", "/usr/bin");
  private static final List<String> USUAL =
      List.of(
          "/usr/local/bin",
          "/usr/bin",
          "/opt/conda/bin",
          "/opt/venv/bin",
          "/opt/code-server/bin",
          "/usr/lib/code-server/bin",
          "/opt/openvscode-server/bin");
  private static final List<String> LIBRARIES =
      List.of("/usr/lib", "/usr/local/lib", "/opt/conda/lib", "/opt/venv/lib");
  private static final String COLLABORATION = "jupyter_collaboration";

  private final @Nullable ImageRoot image;

  /**
   * @param image where to look, or null for this machine
   */
  EditorSearch(@Nullable ImageRoot image) {
    this.image = image;
  }

  /** An editor that is there; its program by the path it has inside. */
  record Found(EditorProgram editor, Path program) {}

  /** All that are there. */
  List<Found> all() {
    var found = new ArrayList<Found>();
    boolean together = collaboration();
    for (EditorProgram editor : EditorProgram.values()) {
      if (!editor.needsCollaboration() || together) {
        program(editor).ifPresent(program -> found.add(new Found(editor, program)));
      }
    }
    return found;
  }

  private Optional<Path> program(EditorProgram editor) {
    for (String name : editor.programs()) {
      for (String folder : folders()) {
        Path inside = Path.of(folder, name);
        if (isThere(inside)) {
          return Optional.of(inside);
        }
      }
    }
    return Optional.empty();
  }

  private Iterable<String> folders() {
    if (image == null) {
      return HERE;
    }
    var all = new LinkedHashSet<String>();
    for (String folder :
        image.environment().getOrDefault("PATH", Inside.IMAGE_PATH).split(":", -1)) {
      if (folder.startsWith("/") && !folder.contains("..")) {
        all.add(folder);
      }
    }
    all.addAll(USUAL);
    return all;
  }

  /** Whether the extension by which several work on one document is installed. */
  boolean collaboration() {
    for (String library : LIBRARIES) {
      Path at = here(Path.of(library));
      if (!hasLinkOnItsWay(Path.of(library)) && Files.isDirectory(at)) {
        try (DirectoryStream<Path> pythons = Files.newDirectoryStream(at, "python3*")) {
          for (Path python : pythons) {
            if (Files.isDirectory(python.resolve("dist-packages").resolve(COLLABORATION))
                || Files.isDirectory(python.resolve("site-packages").resolve(COLLABORATION))) {
              return true;
            }
          }
        } catch (IOException e) {
          // What cannot be read has no extension that could be started.
        }
      }
    }
    return false;
  }

  /** The shell of its terminals. */
  String shell() {
    return image == null || isThere(Path.of("/usr/bin/bash")) || isThere(Path.of("/bin/bash"))
        ? "/bin/bash"
        : "/bin/sh";
  }

  private boolean isThere(Path inside) {
    if (image == null) {
      return Files.isExecutable(inside);
    }
    Path folder = inside.getParent();
    return folder != null
        && !hasLinkOnItsWay(folder)
        && Files.exists(here(inside), LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(here(inside), LinkOption.NOFOLLOW_LINKS);
  }

  private boolean hasLinkOnItsWay(Path inside) {
    if (image == null) {
      return false;
    }
    Path at = image.folder();
    for (Path part : inside) {
      at = at.resolve(part);
      if (Files.isSymbolicLink(at)) {
        return true;
      }
    }
    return false;
  }

  private Path here(Path inside) {
    return image == null ? inside : image.folder().resolve(inside.toString().substring(1));
  }
}
