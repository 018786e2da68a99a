package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.WorkloadId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which user id of this machine belongs to which workload: a link per id, named by the id, that
 * points to the workload. A link is made whole or not at all, so no id is ever given twice.
 */
public final class WorkloadUsers implements WorkspaceOwners {
  private final Path folder;
  private final int first;
  private final int count;

  public WorkloadUsers(Path folder, int first, int count) throws IOException {
    this.folder = Folders.createPrivate(folder);
    this.first = first;
    this.count = count;
  }

  /** The workload's user, given now if it has none. */
  @Override
  public synchronized int of(WorkloadId workload) throws IOException {
    Path owner = Path.of(workload.toString());
    for (Path link : links()) {
      if (belongsTo(link, owner)) {
        return Integer.parseInt(link.getFileName().toString());
      }
    }
    for (int user = first; user < first + count; user++) {
      Path link = folder.resolve(Integer.toString(user));
      try {
        Files.createSymbolicLink(link, owner);
        return user;
      } catch (FileAlreadyExistsException e) {
        if (belongsTo(link, owner)) {
          return user; // Another server over this folder gave it just now.
        }
      }
    }
    throw new IOException("all " + count + " users set aside for workloads are taken");
  }

  private static boolean belongsTo(Path link, Path owner) throws IOException {
    try {
      return Files.readSymbolicLink(link).equals(owner);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Gives a workload's user back, once nothing of it is left. */
  @Override
  public synchronized void release(WorkloadId workload) throws IOException {
    Path owner = Path.of(workload.toString());
    for (Path link : links()) {
      if (belongsTo(link, owner)) {
        Files.deleteIfExists(link);
      }
    }
  }

  private List<Path> links() throws IOException {
    try (Stream<Path> links = Files.list(folder)) {
      return links.toList();
    }
  }
}
