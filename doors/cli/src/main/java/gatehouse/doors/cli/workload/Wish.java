package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Lengths;
import gatehouse.doors.cli.remote.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/** The options with which any workload is asked for. */
public final class Wish {
  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "What to call it; generated when left out.")
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
      description =
          "container@alias/prefix:path[:ro|rw|rwd][:cache], a .git URL:path, or the ID:path of a"
              + " volume; repeatable.")
  private List<String> volumes = new ArrayList<>();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "A label it carries; repeatable.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = {"-e", "--env", "--envvar"},
      paramLabel = "NAME=VALUE",
      description = "An environment variable; NAME alone takes its value from here; repeatable.")
  private List<String> environment = new ArrayList<>();

  @Option(
      names = {"-s", "--ssh-public-keys"},
      paramLabel = "KEY",
      description =
          "A public key that may come in by SSH, or the file it is in, as ~/.ssh/id_ed25519.pub;"
              + " repeatable.")
  private List<String> keys = new ArrayList<>();

  @Option(names = "--unsecure-http", description = "Open its URL to anyone, without sign-in.")
  private boolean unsecureHttp;

  /** The wish so far, as the server reads it; {@code here} is this process's own environment. */
  public ObjectNode spec(java.util.Map<String, String> here) {
    ObjectNode spec = Json.object();
    if (name != null) {
      spec.put("name", name);
    }
    resources(spec);
    if (!labels.isEmpty()) {
      ObjectNode map = spec.putObject("labels");
      labels.forEach(label -> map.put(before(label), after(label)));
    }
    if (!environment.isEmpty()) {
      var list = spec.putArray("envVars");
      for (String variable : environment) {
        boolean given = variable.indexOf('=') > 0;
        String value = given ? after(variable) : here.get(variable);
        if (value == null || variable.startsWith("=")) {
          throw new TypeConversionException(
              "\"" + variable + "\" is neither NAME=VALUE nor a variable set here");
        }
        list.addObject().put("name", given ? before(variable) : variable).put("value", value);
      }
    }
    if (!keys.isEmpty()) {
      var list = spec.putArray("sshPublicKeys");
      keys.forEach(key -> KeyFile.lines(key).forEach(list::add));
    }
    if (!volumes.isEmpty()) {
      var list = spec.putArray("volumes");
      volumes.forEach(volume -> list.add(VolumeText.parse(volume)));
    }
    if (unsecureHttp) {
      spec.put("unsecureHttp", true);
    }
    return spec;
  }

  private void resources(ObjectNode spec) {
    if (cpu == null && gpu == null && flavor == null) {
      return;
    }
    ObjectNode resources = spec.putObject("resources");
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

  private static String before(String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw new TypeConversionException("\"" + pair + "\" is not NAME=VALUE");
    }
    return pair.substring(0, equals);
  }

  private static String after(String pair) {
    return pair.substring(pair.indexOf('=') + 1);
  }

  /** The time limit of a job. */
  public static final class TimeLimit {
    @Option(
        names = {"-t", "--timeout"},
        paramLabel = "LENGTH",
        converter = Lengths.class,
        description = "Stop it after this long, as 30s or 1h; 7 days when left out.")
    private @Nullable Duration timeout;

    /** Adds it to a wish. */
    public void addTo(ObjectNode spec) {
      if (timeout != null) {
        spec.put("timeout", timeout.toSeconds());
      }
    }
  }
}
