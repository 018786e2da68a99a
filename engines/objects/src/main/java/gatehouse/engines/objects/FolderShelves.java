package gatehouse.engines.objects;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.storage.ObjectShelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Object storage in a folder: one folder a project, in it one a bucket. */
public final class FolderShelves implements ObjectShelf.Shelves {

  /** How long an upload that nobody goes on with is kept. */
  public static final Duration UPLOADS_KEPT = Duration.ofDays(7);

  /** How long a file is kept that somebody began to write and never finished. */
  public static final Duration DRAFTS_KEPT = Duration.ofDays(1);

  private final Path root;
  private final InstantSource clock;
  private final ConcurrentHashMap<ProjectId, FolderShelf> shelves = new ConcurrentHashMap<>();

  public FolderShelves(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  @Override
  public ObjectShelf of(ProjectId project) {
    return shelves.computeIfAbsent(
        project,
        id -> {
          try {
            Path folder = root.resolve(id.value());
            Draft.makeFolders(folder);
            return new FolderShelf(folder, clock);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void sweep() throws IOException {
    Instant now = clock.instant();
    for (Path project : children(root)) {
      for (Path bucket : children(project)) {
        if (bucket.getFileName().toString().startsWith(".")) {
          removeIfOlder(bucket, now.minus(DRAFTS_KEPT));
        } else {
          for (Path draft : children(bucket.resolve(Room.ASIDE))) {
            removeIfOlder(draft, now.minus(DRAFTS_KEPT));
          }
          for (Path upload : children(bucket.resolve(Room.UPLOADS))) {
            removeIfOlder(upload, now.minus(UPLOADS_KEPT));
          }
        }
      }
    }
  }

  static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  static void removeTree(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      // Somebody else removes it as well.
    }
  }

  /** Whether a folder holds nothing but (empty) folders. */
  static boolean holdsNoFile(Path folder) throws IOException {
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (!Files.isDirectory(child) || !holdsNoFile(child)) {
          return false;
        }
      }
    } catch (NoSuchFileException e) {
      return true;
    }
    return true;
  }

  /** The youngest file says how old a tree is. */
  private static void removeIfOlder(Path tree, Instant than) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.toList()) {
        if (Files.getLastModifiedTime(each).toInstant().isAfter(than)) {
          return;
        }
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      return; // It is being worked on.
    }
    removeTree(tree);
  }
}
