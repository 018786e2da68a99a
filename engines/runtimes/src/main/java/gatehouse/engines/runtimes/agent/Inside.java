package gatehouse.engines.runtimes.agent;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What every run finds inside, whatever shows it. */
public final class Inside {
  /** The user, as the model's images have it. */
  public static final int USER = 42420;

  /** The run's own folder, and its home. */
  public static final String WORKSPACE = "/workspace";

  /** Where programs are looked for where an image does not say. */
  public static final String IMAGE_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** PID 1. */
  public static final String AGENT = "/run/gatehouse/agent";

  /** The folder with the socket of the way out. */
  public static final String EXIT = "/run/gatehouse/exit";

  /** Folders of the root that most machines have as links into {@code /usr}. */
  public static final List<String> MERGED =
      List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

  /** What is shown of this machine's {@code /etc}, where it is there. */
  public static final List<String> SETTINGS =
      List.of(
          "alternatives",
          "fonts",
          "ipython",
          "jupyter",
          "ld.so.cache",
          "ld.so.conf",
          "ld.so.conf.d",
          "localtime",
          "mime.types",
          "protocols",
          "python3",
          "services",
          "ssl/certs",
          "ssl/openssl.cnf",
          "terminfo");

  private static final int EXIT_PORT = 41280;
  private static final String EXIT_URL = "http://127.0.0.1:" + EXIT_PORT;
  private static final String NOT_OUT = "localhost,127.0.0.1,::1";

  /** How programs are told of the way out: their proxy for HTTPS. */
  public static final Map<String, String> PROXY =
      Map.of(
          "HTTPS_PROXY", EXIT_URL,
          "https_proxy", EXIT_URL,
          "NO_PROXY", NOT_OUT,
          "no_proxy", NOT_OUT);

  private static final Pattern VARIABLE = Pattern.compile("[^=\0]{1,255}");

  private Inside() {}

  /** PID 1's options that lead a port of the loopback inside to the way out. */
  public static List<String> exitOptions() {
    return List.of("--exit", EXIT_PORT + "=" + EXIT + "/" + WayOut.SOCKET);
  }

  /**
   * What a run's program finds in its environment.
   *
   * @throws Refused with {@link Invalid} where a name cannot be one
   */
  public static Map<String, String> environment(RunSpec spec, Program program, String home) {
    var environment = new LinkedHashMap<String, String>();
    environment.put("HOME", home);
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("LANG", "C.UTF-8");
    if (!spec.resources().gpus().isEmpty()) {
      environment.put("CUDA_VISIBLE_DEVICES", String.join(",", spec.resources().gpus()));
    }
    for (var variable : spec.environment().entrySet()) {
      if (!VARIABLE.matcher(variable.getKey()).matches()) {
        throw new Refused(new Invalid("envVars", "names of 1 to 255 characters without '='"));
      }
      environment.put(variable.getKey(), variable.getValue());
    }
    environment.putAll(program.environment());
    return environment;
  }

  /**
   * Refuses null bytes, which part the items of a run's folder.
   *
   * @throws Refused with {@link Invalid}
   */
  public static void refuseNullBytes(List<String> items) {
    if (items.stream().anyMatch(item -> item.indexOf('\0') >= 0)) {
      throw new Refused(new Invalid("command", "no null bytes, in envVars neither"));
    }
  }

  /** Writes the files that stand for this machine's own in {@code /etc}. */
  public static void writeSettings(Path folder) throws IOException {
    write(folder, "passwd", "workload:x:42420:42420:workload:/workspace:/bin/bash\n");
    write(folder, "group", "workload:x:42420:\n");
    write(folder, "hosts", "127.0.0.1 localhost sandbox\n::1 localhost sandbox\n");
    write(folder, "nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n");
  }

  /** What is the same already stays: a sandbox that is being made may be about to show it. */
  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    Folders.write(file, text.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }
}
