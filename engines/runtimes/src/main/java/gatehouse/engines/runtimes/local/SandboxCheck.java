package gatehouse.engines.runtimes.local;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunObservation;
import gatehouse.core.workload.RunObservation.Cause;
import gatehouse.core.workload.RunObservation.Ending;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadId;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.engines.runtimes.agent.Folders;
import gatehouse.engines.runtimes.agent.Machine;
import gatehouse.engines.runtimes.agent.Plan;
import gatehouse.engines.runtimes.agent.Program;
import gatehouse.engines.runtimes.agent.Run;
import gatehouse.engines.runtimes.agent.RunFolder;
import gatehouse.engines.runtimes.agent.SocketFolder;
import gatehouse.engines.runtimes.agent.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Finds out what works on this machine by doing it: a sandbox whose command is {@code true}. */
final class SandboxCheck {
  private static final RunSpec TRIAL =
      new RunSpec(
          new RunId(new WorkloadId(new UUID(0, 0)), 0, 0),
          new ProjectId("0".repeat(32)),
          WorkloadKind.JOB,
          Machine.IMAGE,
          List.of("/usr/bin/true"),
          Map.of(),
          null,
          8080,
          new RunResources(1, 256L << 20, List.of()));

  private final Path folder;
  private final Sandbox sandbox;
  private final Launcher launcher;
  private final Workspaces workspaces;
  private final SocketFolder sockets;
  private final InstantSource clock;

  SandboxCheck(
      Path folder,
      Sandbox sandbox,
      Launcher launcher,
      Workspaces workspaces,
      SocketFolder sockets,
      InstantSource clock) {
    this.folder = folder;
    this.sandbox = sandbox;
    this.launcher = launcher;
    this.workspaces = workspaces;
    this.sockets = sockets;
    this.clock = clock;
  }

  /**
   * Runs one; returns what is wrong, or an empty string where it works.
   *
   * @param plain whether to run it without a sandbox
   */
  String fault(Limits limits, boolean plain) {
    Path trial = folder.resolve("trial-" + sockets.fresh().getFileName());
    try {
      return tried(trial, limits, plain);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } finally {
      limits.release(trial.getFileName().toString());
      try {
        Folders.delete(trial);
      } catch (IOException e) {
        // The next start tries under another name.
      }
    }
  }

  private String tried(Path trial, Limits limits, boolean plain)
      throws IOException, InterruptedException {
    Folders.createPrivate(trial);
    var runFolder = new RunFolder(trial);
    Workspaces.Workspace workspace = workspaces.of(TRIAL.id().workload());
    Program program = Program.of(TRIAL);
    Plan plan =
        plain
            ? Plain.plan(TRIAL, program, workspace.path(), trial)
            : sandbox.plan(
                TRIAL, program, workspace.path(), workspace.user(), List.of(), List.of(), null);
    runFolder.write(TRIAL, plan, sockets.fresh(), null);
    Process keeper = launcher.start(runFolder, TRIAL.resources(), limits);
    if (!keeper.waitFor(20, TimeUnit.SECONDS)) {
      keeper.destroyForcibly();
      return "a trial did not end within 20 seconds";
    }
    RunObservation seen = new Run(TRIAL, runFolder, clock).observe();
    Ending ending = seen.ending();
    if (ending == null) {
      return "the keeper said nothing: " + Files.readString(runFolder.log()).strip();
    }
    boolean good = ending.cause() == Cause.EXITED && Integer.valueOf(0).equals(ending.exitCode());
    return good ? "" : ending.sentence();
  }
}
