package gatehouse.engines.runtimes.local;

import gatehouse.core.image.ImageName;
import gatehouse.core.image.ImageRoot;
import gatehouse.core.image.Images;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Editors;
import gatehouse.engines.runtimes.agent.Egresses;
import gatehouse.engines.runtimes.agent.Gpus;
import gatehouse.engines.runtimes.agent.Home;
import gatehouse.engines.runtimes.agent.Machine;
import gatehouse.engines.runtimes.agent.Plan;
import gatehouse.engines.runtimes.agent.Program;
import gatehouse.engines.runtimes.agent.RunMaker;
import gatehouse.engines.runtimes.agent.WayOut;
import gatehouse.engines.runtimes.agent.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans runs on this machine: in a sandbox, or plain where that is how it is done here. */
final class Planning implements RunMaker.Planner {
  private final Home home;
  private final Sandbox sandbox;
  private final Editors editors;
  private final Readiness readiness;
  private final Images images;
  private final Gpus gpus;

  Planning(
      Home home, Sandbox sandbox, Editors editors, Readiness readiness, Images images, Gpus gpus) {
    this.home = home;
    this.sandbox = sandbox;
    this.editors = editors;
    this.readiness = readiness;
    this.images = images;
    this.gpus = gpus;
  }

  /**
   * Refuses what cannot be run here, before anything is made.
   *
   * @throws Refused saying what is wrong, and what there is
   */
  void check(RunSpec spec) {
    Optional<ImageRoot> image = image(spec);
    if (!spec.image().equals(Machine.IMAGE) && image.isEmpty()) {
      throw new Refused(
          new NotFound(
              "image", spec.image() + "; to be had here: " + Machine.IMAGE + " (this machine)"));
    }
    RunMaker.check(
        spec,
        !spec.command().isEmpty() || image.filter(root -> !root.program().isEmpty()).isPresent());
  }

  @Override
  public Plan plan(RunSpec spec, @Nullable String token, Path socket, Path temporary)
      throws IOException {
    return readiness.isPlain()
        ? plain(spec, token, socket, temporary)
        : sandboxed(spec, token, socket);
  }

  /** The image of a run as it was brought here for it; empty for this machine's own files. */
  private Optional<ImageRoot> image(RunSpec spec) {
    return spec.image().equals(Machine.IMAGE)
        ? Optional.empty()
        : images.ready(spec.project(), ImageName.parse(spec.image()));
  }

  private Plan sandboxed(RunSpec spec, @Nullable String token, Path socket) throws IOException {
    Workspaces.Workspace workspace = home.workspaces().of(spec.id().workload());
    ImageRoot image = image(spec).orElse(null);
    if (image != null) {
      ImageFiles.furnish(image.folder(), image.workdir(), workspace.path(), workspace.user());
    }
    Program program =
        token == null && image != null
            ? Program.of(spec, image)
            : program(spec, token, Editors.INSIDE, image);
    Plan plan =
        sandbox.plan(
            spec,
            program,
            workspace.path(),
            workspace.user(),
            gpus.nodes(spec.resources().gpus()),
            home.volumes().mounts(spec),
            image);
    return sandbox.withWayOut(plan, WayOut.makeFolder(Egresses.folder(socket)));
  }

  private Plan plain(RunSpec spec, @Nullable String token, Path socket, Path temporary)
      throws IOException {
    if (!spec.image().equals(Machine.IMAGE)) {
      throw new Refused(
          new Conflict("images need a sandbox, and none can be made on this machine"));
    }
    Path workspace = home.workspaces().of(spec.id().workload()).path();
    Path folder = WayOut.makeFolder(Egresses.folder(socket));
    Program program = program(spec, token, Plain.place(folder, workspace, temporary), null);
    return Plain.plan(spec, program, workspace, temporary);
  }

  private Program program(
      RunSpec spec, @Nullable String token, Editors.Place place, @Nullable ImageRoot image) {
    return token == null ? Program.of(spec) : editors.program(spec, token, place, image);
  }
}
