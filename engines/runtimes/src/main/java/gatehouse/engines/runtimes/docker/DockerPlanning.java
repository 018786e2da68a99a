package gatehouse.engines.runtimes.docker;

import gatehouse.core.image.ImageName;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Editors;
import gatehouse.engines.runtimes.agent.Egresses;
import gatehouse.engines.runtimes.agent.Home;
import gatehouse.engines.runtimes.agent.Inside;
import gatehouse.engines.runtimes.agent.Machine;
import gatehouse.engines.runtimes.agent.Mount;
import gatehouse.engines.runtimes.agent.Plan;
import gatehouse.engines.runtimes.agent.Program;
import gatehouse.engines.runtimes.agent.RunMaker;
import gatehouse.engines.runtimes.agent.WayOut;
import gatehouse.engines.runtimes.agent.Workspaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans containers. */
final class DockerPlanning implements RunMaker.Planner {
  /** Where an editor is inside: below {@code /tmp}, for only that is its own to write. */
  private static final Editors.Place EDITOR =
      new Editors.Place("/tmp/gatehouse-editor.sock", Inside.WORKSPACE, "/tmp/jupyter");

  private final Home home;
  private final HostImage host;
  private final EngineImages images;
  private final Editors editors;

  DockerPlanning(Home home, HostImage host, EngineImages images, Editors editors) {
    this.home = home;
    this.host = host;
    this.images = images;
    this.editors = editors;
  }

  /**
   * Refuses what cannot be run here, before anything is made.
   *
   * @throws Refused saying what is wrong, and what there is
   */
  void check(RunSpec spec) {
    Optional<EngineImage> image = image(spec);
    if (!spec.image().equals(Machine.IMAGE) && image.isEmpty()) {
      throw new Refused(
          new NotFound(
              "image", spec.image() + "; to be had here: " + Machine.IMAGE + " (this machine)"));
    }
    RunMaker.check(
        spec,
        !spec.command().isEmpty() || image.filter(one -> !one.program().isEmpty()).isPresent());
  }

  @Override
  public Plan plan(RunSpec spec, @Nullable String token, Path socket, Path temporary)
      throws IOException {
    EngineImage image = image(spec).orElse(null);
    Workspaces.Workspace workspace = home.workspaces().of(spec.id().workload());
    var mounts = new ArrayList<Mount>();
    if (image == null) {
      mounts.addAll(host.mounts());
    }
    mounts.add(new Mount(workspace.path(), Inside.WORKSPACE, false));
    mounts.addAll(home.volumes().mounts(spec));
    mounts.add(new Mount(home.agent(), Inside.AGENT, true));
    mounts.add(new Mount(WayOut.makeFolder(Egresses.folder(socket)), Inside.EXIT, true));
    Program program = program(spec, token, image);
    int user = home.root() ? workspace.user() : home.user();
    var plan =
        new ContainerPlan(
            image == null ? host.id() : image.id(),
            user + ":" + user,
            image == null ? Inside.WORKSPACE : image.workdir(),
            environment(spec, program, image),
            mounts);
    Inside.refuseNullBytes(plan.items());
    Inside.refuseNullBytes(program.command());
    var agent = new ArrayList<String>(List.of("--meet", Inside.EXIT + "/" + WayOut.MEETING));
    agent.addAll(program.routes());
    agent.addAll(Inside.exitOptions());
    List<String> keeper =
        home.root() ? List.of("--uid", Integer.toString(user)) : List.<String>of();
    return new Plan(plan.items(), agent, program.command(), keeper);
  }

  private Program program(RunSpec spec, @Nullable String token, @Nullable EngineImage image) {
    if (token != null) {
      return editors.program(spec, token, EDITOR, null);
    }
    return image != null && spec.command().isEmpty()
        ? new Program(image.program(), List.of(), Map.of())
        : Program.of(spec);
  }

  /** The image's own variables are the engine's to add. */
  private static Map<String, String> environment(
      RunSpec spec, Program program, @Nullable EngineImage image) {
    var all = new LinkedHashMap<>(Inside.PROXY);
    if (image != null) {
      all.keySet().removeAll(image.environment().keySet());
    }
    all.putAll(Inside.environment(spec, program, Inside.WORKSPACE));
    if (image != null && !spec.environment().containsKey("PATH")) {
      all.remove("PATH");
    }
    return all;
  }

  /** The image of a run as it was brought here for it; empty for this machine's own files. */
  private Optional<EngineImage> image(RunSpec spec) {
    return spec.image().equals(Machine.IMAGE)
        ? Optional.empty()
        : images.ready(spec.project(), ImageName.parse(spec.image()));
  }
}
