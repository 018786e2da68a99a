package gatehouse.engines.runtimes.docker;

import gatehouse.core.image.ImageName;
import gatehouse.core.image.RegistryLogins;
import gatehouse.core.workload.Egress;
import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Dialer;
import gatehouse.engines.runtimes.agent.Editors;
import gatehouse.engines.runtimes.agent.Egresses;
import gatehouse.engines.runtimes.agent.Folders;
import gatehouse.engines.runtimes.agent.Gpus;
import gatehouse.engines.runtimes.agent.Home;
import gatehouse.engines.runtimes.agent.Inside;
import gatehouse.engines.runtimes.agent.KeptRuntime;
import gatehouse.engines.runtimes.agent.Machine;
import gatehouse.engines.runtimes.agent.WorkspaceOwners;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** Runs workloads in containers of Docker or Podman on this machine. */
public final class DockerRuntime extends KeptRuntime {
  private final Parts parts;
  private final long workspaceLimit;

  /** What it is made of. */
  private record Parts(
      Home home,
      EngineClient client,
      DockerReadiness readiness,
      DockerKeeping keeping,
      DockerPlanning planning,
      EngineImages images,
      Editors editors) {

    static Parts of(
        Path data,
        Executor executor,
        InstantSource clock,
        DockerOptions options,
        RegistryLogins logins)
        throws IOException {
      Home home = Home.open(data, path -> WorkspaceOwners.always(Inside.USER), clock);
      Path settings = Folders.createPrivate(home.path().resolve("etc"));
      Inside.writeSettings(settings);
      var client = new EngineClient(options.socket());
      var engine = new Engine(client, options.processes());
      var images =
          new EngineImages(client, new Pull(client, logins), options.reach(), executor, clock);
      var editors = new Editors();
      return new Parts(
          home,
          client,
          new DockerReadiness(engine, home.user()),
          new DockerKeeping(home, engine, executor),
          new DockerPlanning(home, new HostImage(client, settings), images, editors),
          images,
          editors);
    }
  }

  /**
   * Opens a data folder and takes over the runs in it.
   *
   * @param data a folder of this runtime's own, seen by the engine under the same path
   * @param executor runs tasks that wait for long, such as one virtual thread per task
   * @param egress where workloads may connect to
   * @param logins the accounts with which images are pulled
   * @throws IOException where the folder cannot be used
   */
  public DockerRuntime(
      Path data,
      Executor executor,
      InstantSource clock,
      DockerOptions options,
      Egress egress,
      RegistryLogins logins)
      throws IOException {
    this(
        Parts.of(data, executor, clock, options, logins),
        executor,
        clock,
        new Egresses(egress, Dialer.SYSTEM, executor),
        options.workspaceLimit());
  }

  private DockerRuntime(
      Parts parts, Executor executor, InstantSource clock, Egresses egresses, long workspaceLimit)
      throws IOException {
    super(
        parts.home,
        parts.keeping,
        parts.planning,
        egresses,
        Gpus.MACHINE,
        executor,
        clock,
        workspaceLimit);
    this.parts = parts;
    this.workspaceLimit = workspaceLimit;
    executor.execute(parts.keeping::sweep);
  }

  @Override
  public RuntimeReport report() {
    return parts.readiness.report();
  }

  @Override
  public Inventory inventory() {
    return Machine.inventory(workspaceLimit, Gpus.MACHINE);
  }

  @Override
  public List<Editor> editors() {
    return parts.editors.list();
  }

  @Override
  public List<RuntimeImage> images() {
    var all = new ArrayList<RuntimeImage>();
    all.add(Machine.image(false));
    for (String name : parts.images.kept()) {
      all.add(new RuntimeImage(name, name, "An image that the engine has", "unknown"));
    }
    return all;
  }

  @Override
  public Preparation prepare(RunSpec spec) {
    return spec.image().equals(Machine.IMAGE) || isKnown(spec.id())
        ? new Preparation.Ready()
        : parts.images.prepare(
            spec.project(), ImageName.parse(spec.image()), () -> tell(spec.id()));
  }

  @Override
  protected void check(RunSpec spec) {
    parts.planning.check(spec);
    parts.readiness.require();
  }

  /** Stops watching; the runs go on. */
  @Override
  public void close() throws IOException {
    super.close();
    parts.client.close();
  }
}
