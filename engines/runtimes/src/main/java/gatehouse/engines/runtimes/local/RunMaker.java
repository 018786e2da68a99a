package gatehouse.engines.runtimes.local;

import gatehouse.core.image.ImageName;
import gatehouse.core.image.ImageRoot;
import gatehouse.core.image.Images;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the folder of a new run, complete or not at all. */
final class RunMaker {
  private static final String TEMPORARY = "tmp";

  private final Path runs;
  private final Sandbox sandbox;
  private final Workspaces workspaces;
  private final VolumeFolders volumes;
  private final SocketFolder sockets;
  private final Editors editors;
  private final Readiness readiness;
  private final Images images;
  private final SecureRandom random = new SecureRandom();

  RunMaker(
      Path runs,
      Sandbox sandbox,
      Workspaces workspaces,
      VolumeFolders volumes,
      SocketFolder sockets,
      Editors editors,
      Readiness readiness,
      Images images) {
    this.images = images;
    this.runs = runs;
    this.sandbox = sandbox;
    this.workspaces = workspaces;
    this.volumes = volumes;
    this.sockets = sockets;
    this.editors = editors;
    this.readiness = readiness;
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
    boolean program =
        !spec.command().isEmpty() || image.filter(root -> !root.program().isEmpty()).isPresent();
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
    Sandbox.Plan plan =
        readiness.isPlain()
            ? plain(spec, token, socket, named.resolve(TEMPORARY))
            : sandboxed(spec, token, socket);
    Path fresh = Folders.createPrivate(runs.resolve("." + spec.id().asName() + "-" + token()));
    Folders.createPrivate(fresh.resolve(TEMPORARY));
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

  /** The image of a run as it was brought here for it; empty for this machine's own files. */
  private Optional<ImageRoot> image(RunSpec spec) {
    return spec.image().equals(Machine.IMAGE)
        ? Optional.empty()
        : images.ready(spec.project(), ImageName.parse(spec.image()));
  }

  private Sandbox.Plan sandboxed(RunSpec spec, @Nullable String token, Path socket)
      throws IOException {
    Workspaces.Workspace workspace = workspaces.of(spec.id().workload());
    ImageRoot image = image(spec).orElse(null);
    if (image != null) {
      ImageFiles.furnish(image.folder(), image.workdir(), workspace.path(), workspace.user());
    }
    Program program =
        token == null && image != null
            ? Program.of(spec, image)
            : program(spec, token, Editors.INSIDE, image);
    Sandbox.Plan plan =
        sandbox.plan(
            spec,
            program,
            workspace.path(),
            workspace.user(),
            Gpus.nodes(spec.resources().gpus()),
            volumes.mounts(spec),
            image);
    return sandbox.withWayOut(plan, WayOut.makeFolder(Egresses.folder(socket)));
  }

  private Sandbox.Plan plain(RunSpec spec, @Nullable String token, Path socket, Path temporary)
      throws IOException {
    if (!spec.image().equals(Machine.IMAGE)) {
      throw new Refused(
          new Conflict("images need a sandbox, and none can be made on this machine"));
    }
    Path workspace = workspaces.of(spec.id().workload()).path();
    Path folder = WayOut.makeFolder(Egresses.folder(socket));
    Program program = program(spec, token, Plain.place(folder, workspace, temporary), null);
    return Plain.plan(spec, program, workspace, temporary);
  }

  private Program program(
      RunSpec spec, @Nullable String token, Editors.Place place, @Nullable ImageRoot image) {
    return token == null ? Program.of(spec) : editors.program(spec, token, place, image);
  }

  private String token() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
