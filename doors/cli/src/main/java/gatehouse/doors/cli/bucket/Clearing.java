package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.objects.Store;
import gatehouse.doors.cli.remote.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of what is on one side alone: it stays, is deleted, or is put into the trash. */
final class Clearing {
  @Option(names = "--delete", description = "Delete there what is not here, below the same names.")
  private boolean delete;

  @Option(
      names = "--trash",
      paramLabel = "PLACE",
      description =
          "With --delete: move it there instead (upload: BUCKET/PREFIX of the same store;"
              + " download: a folder).")
  private @Nullable String trash;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before --delete.")
  private boolean yes;

  boolean isWanted() {
    if (trash != null && !delete) {
      throw new Failure("--trash says where --delete puts things: give both.");
    }
    return delete;
  }

  /** Clears objects away. */
  void objects(Session session, Store store, Place place, List<String> names, boolean dryRun) {
    if (!agreed(session, names, "objects of " + place, dryRun)) {
      return;
    }
    if (trash != null) {
      int slash = trash.indexOf('/');
      String bucket = slash < 0 ? trash : trash.substring(0, slash);
      String prefix = slash < 0 ? "" : trash.substring(slash + 1);
      String folder = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
      names.forEach(name -> store.copy(place.bucket(), name, bucket, folder + name));
    }
    store.delete(place.bucket(), names);
    told(session, names);
  }

  /** Clears files away. */
  void files(Session session, Path folder, List<String> names, boolean dryRun) throws IOException {
    if (!agreed(session, names, "files", dryRun)) {
      return;
    }
    for (String name : names) {
      Path file = Naming.fileIn(folder, name);
      if (trash == null) {
        Files.deleteIfExists(file);
      } else {
        Path there = Naming.fileIn(Path.of(trash), name);
        Files.createDirectories(Objects.requireNonNull(there.toAbsolutePath().getParent()));
        Files.move(file, there, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    told(session, names);
  }

  /** Whether a file lies in the trash already. */
  boolean isTrash(Path file) {
    return trash != null
        && file.toAbsolutePath().normalize().startsWith(Path.of(trash).toAbsolutePath().normalize())
        && Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean agreed(Session session, List<String> names, String what, boolean dryRun) {
    if (names.isEmpty()) {
      return false;
    }
    if (dryRun) {
      told(session, names);
      return false;
    }
    String verb = trash == null ? "Delete " : "Move to " + trash + " ";
    return Verb.confirmed(session, yes, verb + names.size() + " " + what + "?");
  }

  private void told(Session session, List<String> names) {
    String verb = trash == null ? "delete " : "trash ";
    names.forEach(name -> session.terminal().line(verb + name));
  }
}
