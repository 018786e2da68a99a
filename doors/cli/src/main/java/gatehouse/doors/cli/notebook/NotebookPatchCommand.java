package gatehouse.doors.cli.notebook;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.workload.KeyFile;
import gatehouse.doors.cli.workload.Kind;
import gatehouse.doors.cli.workload.Lookup;
import gatehouse.doors.cli.workload.VolumeText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse notebook patch}. */
@Command(
    name = "patch",
    description = {
      "Change a notebook: its labels at any time, all else once it is stopped.",
      "",
      "What is not named stays as it is. The keys and volumes named here take the place of those it"
          + " had; labels are added to its own."
    },
    footer = {
      "  gatehouse notebook patch ID -c 4 --name experiments",
      "  gatehouse notebook patch ID -v train@LOCAL/images:/data:ro",
      "  gatehouse notebook patch ID --no-volumes --unsecure-http=false"
    })
public final class NotebookPatchCommand extends Verb {
  @Parameters(paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "What to call it.")
  private @Nullable String name;

  @Option(
      names = {"-c", "--cpu"},
      paramLabel = "COUNT",
      description = "How many CPUs.")
  private @Nullable Integer cpu;

  @Option(
      names = {"-g", "--gpu"},
      paramLabel = "COUNT",
      description = "How many GPUs.")
  private @Nullable Integer gpu;

  @Option(
      names = {"-f", "--flavor"},
      paramLabel = "ID",
      description = "The kind of machine. See: gatehouse capabilities flavor list")
  private @Nullable String flavor;

  @Option(
      names = {"-v", "--volume"},
      paramLabel = "VOLUME",
      description = "Data it has, as for notebook run; repeatable.")
  private List<String> volumes = new ArrayList<>();

  @Option(names = "--no-volumes", description = "No data any more.")
  private boolean noVolumes;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "A label to add; repeatable. To remove one: gatehouse notebook label")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = {"-s", "--ssh-public-keys"},
      paramLabel = "KEY",
      description = "A public key that may come in by SSH, or the file it is in; repeatable.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--no-ssh-public-keys", description = "Nobody by SSH any more.")
  private boolean noKeys;

  @Option(
      names = "--framework-version",
      paramLabel = "VERSION",
      description = "Another version of its framework.")
  private @Nullable String version;

  @Option(
      names = "--restart-on-timeout",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Start it again when its time limit has stopped it.")
  private @Nullable Boolean restart;

  @Option(
      names = "--unsecure-http",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Open its URL to anyone, without sign-in.")
  private @Nullable Boolean unsecureHttp;

  @Override
  protected int run(Session session) {
    ObjectNode changes = changes();
    if (changes.isEmpty() && labels.isEmpty()) {
      throw misused("Say what to change. See: gatehouse notebook patch --help");
    }
    List<String[]> added = labels.stream().map(this::pair).toList();
    Remote remote = session.remote();
    String found = Lookup.id(remote, Kind.NOTEBOOK, id);
    if (!added.isEmpty()) {
      JsonNode before = remote.get(Kind.NOTEBOOK.one(found)).at("/spec/labels");
      ObjectNode all = before instanceof ObjectNode had ? had.deepCopy() : Json.object();
      added.forEach(label -> all.put(label[0], label[1]));
      changes.set("labels", all);
    }
    remote.put(Kind.NOTEBOOK.one(found), changes);
    session.terminal().line("Changed notebook " + found + ".");
    return 0;
  }

  private ObjectNode changes() {
    ObjectNode changes = Json.object();
    if (name != null) {
      changes.put("name", name);
    }
    if (cpu != null || gpu != null || flavor != null) {
      ObjectNode resources = changes.putObject("resources");
      if (cpu != null) {
        resources.put("cpu", cpu);
      }
      if (gpu != null) {
        resources.put("gpu", gpu);
      }
      if (flavor != null) {
        resources.put("flavor", flavor);
      }
    }
    if (noVolumes || !volumes.isEmpty()) {
      if (noVolumes && !volumes.isEmpty()) {
        throw misused("--no-volumes and --volume do not go together.");
      }
      var list = changes.putArray("volumes");
      volumes.forEach(volume -> list.add(VolumeText.parse(volume)));
    }
    if (noKeys || !keys.isEmpty()) {
      if (noKeys && !keys.isEmpty()) {
        throw misused("--no-ssh-public-keys and --ssh-public-keys do not go together.");
      }
      var list = changes.putArray("sshPublicKeys");
      keys.forEach(key -> KeyFile.lines(key).forEach(list::add));
    }
    if (version != null) {
      changes.put("frameworkVersion", version);
    }
    if (restart != null) {
      changes.put("timeoutAutoRestart", restart);
    }
    if (unsecureHttp != null) {
      changes.put("unsecureHttp", unsecureHttp);
    }
    return changes;
  }

  private String[] pair(String label) {
    int equals = label.indexOf('=');
    if (equals < 1) {
      throw misused("A label is written name=value, not \"" + label + "\".");
    }
    return new String[] {label.substring(0, equals), label.substring(equals + 1)};
  }
}
