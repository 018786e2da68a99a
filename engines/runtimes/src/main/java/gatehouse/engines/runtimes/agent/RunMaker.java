package gatehouse.engines.runtimes.agent;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Makes the folder of a new run, complete or not at all. */
public final class RunMaker {
  private final Path runs;
  private final SocketFolder sockets;
  private final Planner planner;
  private final SecureRandom random = new SecureRandom();

  /** Plans runs, each engine in its own words. */
  public interface Planner {

    /**
     * Plans one.
     *
     * @param token the editor's, or null for jobs and apps
     * @param socket where its dial socket will be
     * @param temporary a folder that goes with the run
     */
    Plan plan(RunSpec spec, @Nullable String token, Path socket, Path temporary) throws IOException;
  }

  /** Over an opened folder. */
  public RunMaker(Home home, Planner planner) {
    this.runs = home.runs();
    this.sockets = home.sockets();
    this.planner = planner;
  }

  /**
   * Refuses what can be run nowhere, before anything is made.
   *
   * @param program whether there is one to run
   * @throws Refused saying what is wrong
   */
  public static void check(RunSpec spec, boolean program) {
    if (spec.kind() != WorkloadKind.NOTEBOOK && !program) {
      throw new Refused(
          new Invalid("command", "at least the program to run: the image names none of its own"));
    }
    if (spec.httpPort() < 1 || spec.httpPort() > 65535) {
      throw new Refused(new Invalid("httpPort", "1 to 65535"));
    }
    if (spec.resources().cpus() < 1 || spec.resources().memory() < 16L << 20) {
      throw new Refused(new Invalid("resources", "at least 1 CPU and 16 MiB of memory"));
    }
  }

  /**
   * Makes the folder, with all that a keeper needs. It gets its name last, by one rename, so that a
   * folder with a name is whole, and only one of two that race is kept.
   */
  RunFolder make(RunSpec spec) throws IOException {
    String token = spec.kind() == WorkloadKind.NOTEBOOK ? token() : null;
    Path socket = sockets.fresh();
    Path named = runs.resolve(spec.id().asName());
    Plan plan = planner.plan(spec, token, socket, named.resolve(RunFolder.TEMPORARY));
    Path fresh = Folders.createPrivate(runs.resolve("." + spec.id().asName() + "-" + token()));
    Folders.createPrivate(fresh.resolve(RunFolder.TEMPORARY));
    try {
      new RunFolder(fresh).write(spec, plan, socket, token);
      Files.move(fresh, named, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Folders.delete(fresh);
      if (!Files.isDirectory(named)) {
        throw e;
      }
    }
    return new RunFolder(named);
  }

  private String token() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
