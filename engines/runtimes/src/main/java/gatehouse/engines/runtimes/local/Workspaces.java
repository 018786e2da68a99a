package gatehouse.engines.runtimes.local;

import gatehouse.core.workload.WorkloadId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for each workload, and, where the server is root, a user who owns it. */
final class Workspaces {
  private final Path folder;
  private final WorkloadUsers users;
  private final boolean root;

  Workspaces(Path folder, WorkloadUsers users, boolean root) throws IOException {
    this.folder = Folders.createPrivate(folder);
    this.users = users;
    this.root = root;
  }

  /**
   * @param user who owns it, 0 where the server itself does
   */
  record Workspace(Path path, int user) {}

  /** The workload's folder, made now if it has none. */
  Workspace of(WorkloadId workload) throws IOException {
    Path path = Folders.createPrivate(path(workload));
    int user = root ? users.of(workload) : 0;
    if (root) {
      Files.setAttribute(path, "unix:uid", user);
      Files.setAttribute(path, "unix:gid", user);
    }
    return new Workspace(path, user);
  }

  /** Where the workload's folder is, if it has one. */
  Path path(WorkloadId workload) {
    return folder.resolve(workload.toString());
  }

  /** The user who owns what is the workload's; -1 where the server itself does. */
  int owner(WorkloadId workload) throws IOException {
    return root ? users.of(workload) : -1;
  }

  void delete(WorkloadId workload) throws IOException {
    Folders.delete(path(workload));
    users.release(workload);
  }
}
