package gatehouse.engines.runtimes.local;

import gatehouse.core.image.ImageRoot;
import gatehouse.core.workload.RunSpec;
import gatehouse.engines.runtimes.agent.Folders;
import gatehouse.engines.runtimes.agent.Gpus;
import gatehouse.engines.runtimes.agent.Inside;
import gatehouse.engines.runtimes.agent.Mount;
import gatehouse.engines.runtimes.agent.Plan;
import gatehouse.engines.runtimes.agent.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sandbox shows and hides: this machine's {@code /usr} and a few files of {@code /etc}, all
 * read-only, a {@code /workspace} and a {@code /tmp} of its own, a network of nothing but itself.
 */
final class Sandbox {
  private static final String USER = Integer.toString(Inside.USER);

  private final LocalOptions options;
  private final boolean root;
  private final Path agent;
  private final Path settings;

  /**
   * @param root whether each workload gets a user of its own, so that what it needs is shown to
   *     that user first
   * @param settings where the files for {@code /etc} are kept
   */
  Sandbox(LocalOptions options, boolean root, Path agent, Path settings) throws IOException {
    this.options = options;
    this.root = root;
    this.agent = agent;
    this.settings = Folders.createPrivate(settings);
    Inside.writeSettings(settings);
  }

  /**
   * Plans one run.
   *
   * @param program the editor's program, or the run's own
   * @param user the workload's own user on this machine; ignored where the server is not root
   * @param gpuNodes device nodes for the GPUs leased to it
   * @param volumes the folders of its volumes
   * @param image what it finds as {@code /}, or null for this machine's own files
   */
  Plan plan(
      RunSpec spec,
      Program program,
      Path workspace,
      int user,
      List<Gpus.Device> gpuNodes,
      List<Mount> volumes,
      @Nullable ImageRoot image) {
    var arguments = new ArrayList<String>();
    var keeper = new ArrayList<String>();
    if (root) {
      keeper.addAll(List.of("--uid", Integer.toString(user)));
    }
    isolate(arguments);
    if (image == null) {
      showMachine(arguments);
    } else {
      if (root) {
        keeper.addAll(List.of("--stage", ImageFiles.STAGED + "=" + image.folder()));
      }
      String shown = root ? "/tmp/" + ImageFiles.STAGED : image.folder().toString();
      List<String> others = volumes.stream().map(Mount::to).toList();
      arguments.addAll(ImageFiles.show(image.folder(), shown, others));
    }
    bind(arguments, keeper, "--bind", "workspace", workspace, "/workspace");
    for (int i = 0; i < volumes.size(); i++) {
      Mount volume = volumes.get(i);
      String how = volume.readOnly() ? "--ro-bind" : "--bind";
      bind(arguments, keeper, how, "volume-" + i, volume.from(), volume.to());
    }
    bind(arguments, keeper, "--ro-bind", "agent", agent, Inside.AGENT);
    if (image == null) {
      for (String file : List.of("passwd", "group", "hosts", "nsswitch.conf")) {
        bind(arguments, keeper, "--ro-bind", file, settings.resolve(file), "/etc/" + file);
      }
    }
    for (Gpus.Device device : gpuNodes) {
      String name = device.inside().substring("/dev/".length());
      bind(arguments, keeper, "--dev-bind", name, device.node(), device.inside());
    }
    add(arguments, "--chdir", image == null ? "/workspace" : image.workdir(), "--clearenv");
    var found = new LinkedHashMap<String, String>(image == null ? Map.of() : image.environment());
    found.putAll(Inside.environment(spec, program, "/workspace"));
    if (image != null && !spec.environment().containsKey("PATH")) {
      found.put("PATH", image.environment().getOrDefault("PATH", Inside.IMAGE_PATH));
    }
    found.forEach((name, value) -> add(arguments, "--setenv", name, value));
    var all = new ArrayList<>(program.command());
    all.addAll(arguments);
    Inside.refuseNullBytes(all);
    return new Plan(arguments, program.routes(), program.command(), keeper);
  }

  /**
   * The plan with a way out: a port of the loopback inside, led to a socket of ours, and announced
   * to programs as their proxy for HTTPS.
   *
   * @param folder what the socket lies in; a socket that is made anew there is found
   */
  Plan withWayOut(Plan plan, Path folder) {
    var arguments = new ArrayList<>(plan.options());
    var keeper = new ArrayList<>(plan.keeperOptions());
    bind(arguments, keeper, "--ro-bind", "exit", folder, Inside.EXIT);
    for (var variable : Inside.PROXY.entrySet()) {
      if (!plan.options().contains(variable.getKey())) {
        add(arguments, "--setenv", variable.getKey(), variable.getValue());
      }
    }
    var agentOptions = new ArrayList<>(plan.agentOptions());
    agentOptions.addAll(Inside.exitOptions());
    return new Plan(arguments, agentOptions, plan.command(), keeper);
  }

  /** The program that a keeper starts, up to the command itself. */
  List<String> start(List<String> agentOptions) {
    var start = new ArrayList<String>();
    add(start, options.bubblewrap().toString(), "--args", "5", "--info-fd", "6", "--");
    add(start, Inside.AGENT, "init");
    start.addAll(agentOptions);
    start.add("--");
    return start;
  }

  private static void isolate(List<String> arguments) {
    add(arguments, "--unshare-all", "--unshare-user", "--disable-userns", "--cap-drop", "ALL");
    // The parent it may not outlive is its keeper, whose one thread ends only with itself.
    add(arguments, "--new-session", "--as-pid-1", "--die-with-parent");
    add(arguments, "--uid", USER, "--gid", USER, "--hostname", "sandbox");
  }

  private void showMachine(List<String> arguments) {
    add(arguments, "--ro-bind", "/usr", "/usr");
    for (String folder : Inside.MERGED) {
      Path path = Path.of("/", folder);
      if (Files.isSymbolicLink(path)) {
        add(arguments, "--symlink", "usr/" + folder, path.toString());
      } else if (Files.isDirectory(path)) {
        add(arguments, "--ro-bind", path.toString(), path.toString());
      }
    }
    add(arguments, "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/run");
    add(arguments, "--symlink", "../tmp", "/var/tmp");
    Inside.SETTINGS.forEach(
        name -> add(arguments, "--ro-bind-try", "/etc/" + name, "/etc/" + name));
    for (Path folder : options.shared()) {
      add(arguments, "--ro-bind-try", folder.toString(), folder.toString());
    }
  }

  private void bind(
      List<String> arguments, List<String> keeper, String how, String name, Path from, String to) {
    if (root) {
      keeper.addAll(List.of("--stage", name + "=" + from));
      add(arguments, how, "/tmp/" + name, to);
    } else {
      add(arguments, how, from.toString(), to);
    }
  }

  private static void add(List<String> list, String... items) {
    list.addAll(List.of(items));
  }
}
