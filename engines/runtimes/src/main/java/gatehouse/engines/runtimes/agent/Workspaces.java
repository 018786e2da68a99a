package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.WorkloadId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for each workload, and, where the server is root, a user who owns it. */
public final class Workspaces {
  private final Path folder;
  private final WorkspaceOwners users;
  private final boolean root;

  public Workspaces(Path folder, WorkspaceOwners users, boolean root) throws IOException {
    this.folder = Folders.createPrivate(folder);
    this.users = users;
    this.root = root;
  }

  /**
   * @param user who owns it, 0 where the server itself does
   */
  public record Workspace(Path path, int user) {}

  /** The workload's folder, made now if it has none. */
  public Workspace of(WorkloadId workload) throws IOException {
    Path path = Folders.createPrivate(path(workload));
    int user = root ? users.of(workload) : 0;
    if (root) {
      Files.setAttribute(path, "unix:uid", user);
      Files.setAttribute(path, "unix:gid", user);
    }
    return new Workspace(path, user);
  }

  /** Where the workload's folder is, if it has one. */
  public Path path(WorkloadId workload) {
    return folder.resolve(workload.toString());
  }

  /** The user who owns what is the workload's; -1 where the server itself does. */
  public int owner(WorkloadId workload) throws IOException {
    return root ? users.of(workload) : -1;
  }

  public void delete(WorkloadId workload) throws IOException {
    Folders.delete(path(workload));
    users.release(workload);
  }
}
