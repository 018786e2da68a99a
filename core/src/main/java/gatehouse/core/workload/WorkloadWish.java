package gatehouse.core.workload;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.Volume;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody asks for; what they leave open is null, and is filled in from this machine. */
public sealed interface WorkloadWish {

  /** The most variables, and the longest value, in characters. */
  int MOST_VARIABLES = 1_000;

  int LONGEST_VALUE = 100_000;

  /** What people may call a workload; nothing that reads like a path or an option. */
  Pattern NAME = Pattern.compile("(?![.\\-\\s])[^\\p{C}\\p{Zl}\\p{Zp}/\\\\]{1,128}(?<!\\s)");

  Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");

  /** What every kind has. */
  Common common();

  /** The kind of workload asked for. */
  WorkloadKind kind();

  /**
   * What every kind has.
   *
   * @param name what people shall call it, or null for a generated one
   * @param unsecureHttp whether its address shall be open to everybody
   * @param sshPublicKeys whose keys may come in by SSH
   * @param grpcPort the port inside that speaks gRPC; 0 for none
   */
  record Common(
      @Nullable String name,
      Map<String, String> labels,
      Map<String, String> environment,
      Resources resources,
      boolean unsecureHttp,
      List<Volume> volumes,
      List<SshPublicKey> sshPublicKeys,
      int grpcPort) {
    private static final int LONGEST_NAME = 128;
    private static final int MOST_LABELS = 64;
    private static final int MOST_KEYS = 10;

    /**
     * @throws Refused with {@link Invalid} for names, labels or variables of another shape
     */
    public Common {
      labels = Map.copyOf(labels);
      environment = Map.copyOf(environment);
      volumes = Volume.together(volumes);
      sshPublicKeys = sshPublicKeys.stream().distinct().toList();
      if (sshPublicKeys.size() > MOST_KEYS) {
        throw invalid("sshPublicKeys", "at most " + MOST_KEYS);
      }
      if (grpcPort < 0 || grpcPort > 65_535) {
        throw invalid("grpcPort", "1 to 65535");
      }
      if (name != null && !NAME.matcher(name).matches()) {
        throw invalid(
            "name",
            "at most "
                + LONGEST_NAME
                + " characters, without slashes, not beginning with a dot or a dash, and no spaces"
                + " around it");
      }
      if (labels.size() > MOST_LABELS) {
        throw invalid("labels", "at most " + MOST_LABELS);
      }
      labels.forEach(Labels::requireValid);
      requireEnvironment(environment);
    }

    /** What is reached by HTTP alone. */
    public Common(
        @Nullable String name,
        Map<String, String> labels,
        Map<String, String> environment,
        Resources resources,
        boolean unsecureHttp,
        List<Volume> volumes) {
      this(name, labels, environment, resources, unsecureHttp, volumes, List.of(), 0);
    }
  }

  /**
   * The share of the machine.
   *
   * @param memory bytes
   */
  record Resources(
      @Nullable Integer cpu,
      @Nullable Integer gpu,
      @Nullable String flavor,
      @Nullable Long memory) {

    /** Nothing in particular. */
    public static final Resources ANY = new Resources(null, null, null, null);
  }

  /** A notebook; framework and version null for the first there is. */
  record NotebookWish(
      Common common,
      @Nullable String framework,
      @Nullable String frameworkVersion,
      @Nullable String editor,
      boolean timeoutAutoRestart)
      implements WorkloadWish {

    /** One that is not started again after a time limit. */
    public NotebookWish(
        Common common,
        @Nullable String framework,
        @Nullable String frameworkVersion,
        @Nullable String editor) {
      this(common, framework, frameworkVersion, editor, false);
    }

    @Override
    public WorkloadKind kind() {
      return WorkloadKind.NOTEBOOK;
    }
  }

  /**
   * A job.
   *
   * @param timeout how long it may run; zero for no limit
   */
  record JobWish(
      Common common,
      String image,
      List<String> command,
      int httpPort,
      Duration timeout,
      boolean timeoutAutoRestart)
      implements WorkloadWish {

    /**
     * @throws Refused with {@link Invalid} for a command, port or time of another shape
     */
    public JobWish {
      command = checkedCommand(command);
      requirePort(httpPort);
      requireTimeout(timeout);
    }

    @Override
    public WorkloadKind kind() {
      return WorkloadKind.JOB;
    }
  }

  /** An app. */
  record AppWish(Common common, String image, List<String> command, int httpPort, Serving serving)
      implements WorkloadWish {

    /** An app of one replica. */
    public AppWish(Common common, String image, List<String> command, int httpPort) {
      this(common, image, command, httpPort, Serving.USUAL);
    }

    /**
     * @throws Refused with {@link Invalid} for a command or port of another shape
     */
    public AppWish {
      command = checkedCommand(command);
      requirePort(httpPort);
    }

    @Override
    public WorkloadKind kind() {
      return WorkloadKind.APP;
    }
  }

  /**
   * Passes for a time limit that can be kept.
   *
   * @throws Refused with {@link Invalid} otherwise
   */
  static void requireTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.compareTo(Duration.ofDays(3650)) > 0) {
      throw invalid("timeout", "0 (no limit) to 315360000 seconds");
    }
  }

  /**
   * Passes for variables that can be given to a program.
   *
   * @throws Refused with {@link Invalid} otherwise
   */
  static void requireEnvironment(Map<String, String> environment) {
    if (environment.size() > MOST_VARIABLES) {
      throw invalid("envVars", "at most " + MOST_VARIABLES);
    }
    environment.forEach(
        (variable, value) -> {
          if (!VARIABLE.matcher(variable).matches()) {
            throw invalid("envVars.name", "a letter or _, then letters, digits or _");
          }
          if (value.indexOf('\0') >= 0 || value.length() > LONGEST_VALUE) {
            throw invalid(
                "envVars.value", "at most " + LONGEST_VALUE + " characters, no null character");
          }
        });
  }

  private static void requirePort(int port) {
    if (port < 1 || port > 65_535) {
      throw invalid("defaultHttpPort", "1 to 65535");
    }
  }

  private static List<String> checkedCommand(List<String> command) {
    long length = command.stream().mapToLong(String::length).sum();
    if (command.size() > 1_000
        || length > 100_000
        || command.stream().anyMatch(part -> part.indexOf('\0') >= 0)) {
      throw invalid(
          "command", "at most 1000 parts and 100000 characters in all, no null character");
    }
    return List.copyOf(command);
  }

  private static Refused invalid(String field, String rule) {
    return new Refused(new Invalid(field, rule));
  }
}
