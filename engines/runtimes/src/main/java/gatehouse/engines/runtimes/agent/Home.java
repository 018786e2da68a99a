package gatehouse.engines.runtimes.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** The data folder of a runtime whose runs are kept by keepers, opened. */
public final class Home {
  private final Path path;
  private final int user;
  private final Path agent;
  private final Path runs;
  private final SocketFolder sockets;
  private final Workspaces workspaces;
  private final VolumeFolders volumes;

  /** Who owns the workspaces below a folder. */
  public interface Owning {
    /** The owners, whose notes may lie below {@code home}. */
    WorkspaceOwners below(Path home) throws IOException;
  }

  /**
   * Opens a folder, which is made where there is none.
   *
   * @throws IOException where it cannot be used
   */
  public static Home open(Path data, Owning owning, InstantSource clock) throws IOException {
    Path path = Folders.createPrivate(data.toAbsolutePath()).toRealPath();
    return new Home(path, owning.below(path), clock);
  }

  private Home(Path path, WorkspaceOwners owners, InstantSource clock) throws IOException {
    this.path = path;
    this.user = Machine.user();
    this.agent = AgentProgram.unpackInto(Folders.createPrivate(path.resolve("bin")));
    this.runs = Folders.createPrivate(path.resolve("runs"));
    this.sockets = SocketFolder.below(path, user);
    this.workspaces = new Workspaces(path.resolve("workspaces"), owners, user == 0);
    this.volumes = new VolumeFolders(path, workspaces, clock);
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** Whether the server is root, and workloads may have users of their own. */
  public boolean root() {
    return user == 0;
  }

  /** The server's own user id. */
  public int user() {
    return user;
  }

  /** The program that keeps runs, and is PID 1 inside. */
  public Path agent() {
    return agent;
  }

  /** Where the dial sockets are. */
  public SocketFolder sockets() {
    return sockets;
  }

  /** The workloads' own folders. */
  public Workspaces workspaces() {
    return workspaces;
  }

  /** The volumes' folders. */
  public VolumeFolders volumes() {
    return volumes;
  }

  /** The folder of all runs. */
  Path runs() {
    return runs;
  }
}
