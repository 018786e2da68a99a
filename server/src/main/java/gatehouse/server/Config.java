package gatehouse.server;

import gatehouse.core.administration.Accounts;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.Idleness;
import gatehouse.doors.gateway.GatewayConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration, checked.
 *
 * @param data an absolute folder
 * @param keys an absolute folder
 * @param publicUrl how people reach the panel; without a slash at the end
 * @param s3Port the port of the S3 endpoint; empty for none
 * @param ssh where workloads are reached by SSH
 * @param objectStore where objects are kept; empty for a folder below data
 * @param localDataStores whether data stores of projects may be at loopback addresses
 * @param localRegistries whether registries of images may be at loopback addresses
 * @param tls certificate chain and key, or empty for plain HTTP
 * @param workspaceLimit bytes one workload may keep; 0 for as much as there is
 * @param notebookLimit for how long notebooks may run at a stretch; zero for as long as they like
 * @param notebookIdle after what time without activity notebooks are stopped; zero for never
 * @param metricsPort where figures are told to this machine; empty for nowhere
 * @param insecureLocal whether workloads may run without a sandbox where none can be made
 * @param runtime what runs workloads
 * @param nodePort where other nodes reach this one; empty where there are none
 */
record Config(
    Path data,
    Path keys,
    int port,
    String bind,
    String domain,
    Optional<Integer> s3Port,
    String s3Bind,
    SshPort ssh,
    Optional<OwnStore> objectStore,
    boolean localDataStores,
    boolean localRegistries,
    Optional<URI> publicUrl,
    Optional<String> databaseUrl,
    Optional<Path> adminPasswordFile,
    Optional<Tls> tls,
    Set<String> trustedProxies,
    long workspaceLimit,
    Duration notebookLimit,
    Duration notebookIdle,
    Optional<Integer> metricsPort,
    boolean insecureLocal,
    RuntimeChoice runtime,
    Optional<NodePort> nodePort) {
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  /** Certificate chain and private key, PEM files. */
  record Tls(Path certificate, Path key) {}

  /** Thrown where the configuration is wrong: all faults at once. */
  static final class Faulty extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    Faulty(List<String> faults) {
      super(String.join("; ", faults));
      this.faults = List.copyOf(faults);
    }

    List<String> faults() {
      return faults;
    }
  }

  /**
   * Reads flags, environment and file.
   *
   * @throws Faulty with every fault that was found
   */
  static Config read(List<String> flags, Map<String, String> environment) throws Faulty {
    Settings settings = Settings.read(flags, environment);
    Path data =
        settings
            .text(Setting.DATA)
            .map(Path::of)
            .orElseGet(() -> defaultData(environment))
            .toAbsolutePath();
    int port = settings.number(Setting.PORT, 8080, 0, 65535);
    String bind = settings.text(Setting.BIND).orElse("127.0.0.1");
    String domain = settings.text(Setting.DOMAIN).orElse("localhost");
    if (!HOST.matcher(domain).matches()) {
      settings.fault("domain: a host name in lower case, not \"" + domain + "\"");
    }
    Optional<Tls> tls = tls(settings);
    boolean insecureHttp = settings.isOn(Setting.INSECURE_HTTP);
    if (tls.isEmpty() && !insecureHttp) {
      refuseIfOthersReach(settings, "bind", bind, "passwords");
    }
    Optional<Integer> s3Port = s3Port(settings);
    String s3Bind = settings.text(Setting.S3_BIND).orElse(bind);
    if (tls.isEmpty() && !insecureHttp && s3Port.isPresent() && !s3Bind.equals(bind)) {
      refuseIfOthersReach(settings, "s3-bind", s3Bind, "data");
    }
    var config =
        new Config(
            data,
            settings.text(Setting.KEYS).map(Path::of).orElse(data).toAbsolutePath(),
            port,
            bind,
            domain,
            s3Port,
            s3Bind,
            SshPort.read(settings),
            OwnStore.read(settings),
            settings.isOn(Setting.LOCAL_DATA_STORES),
            settings.isOn(Setting.LOCAL_REGISTRIES),
            publicUrl(settings),
            databaseUrl(settings),
            adminPasswordFile(settings),
            tls,
            proxies(settings),
            workspaceLimit(settings),
            time(settings, Setting.NOTEBOOK_LIMIT),
            time(settings, Setting.NOTEBOOK_IDLE),
            metricsPort(settings),
            settings.isOn(Setting.INSECURE_LOCAL),
            RuntimeChoice.read(settings),
            NodePort.read(settings, settings.text(Setting.DATABASE_URL).isEmpty()));
    if (!settings.faults().isEmpty()) {
      throw new Faulty(settings.faults());
    }
    return config;
  }

  private static Path defaultData(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
    Path base =
        xdg.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", "."), ".local", "share")
            : Path.of(xdg);
    return base.resolve("gatehouse");
  }

  private static Optional<Integer> s3Port(Settings settings) {
    return settings.text(Setting.S3_PORT).filter("off"::equals).isPresent()
        ? Optional.empty()
        : Optional.of(settings.number(Setting.S3_PORT, 9000, 0, 65535));
  }

  private static long workspaceLimit(Settings settings) {
    return settings.text(Setting.WORKSPACE_LIMIT).filter("off"::equals).isPresent()
        ? 0
        : (long) settings.number(Setting.WORKSPACE_LIMIT, 20, 1, 1 << 20) << 30;
  }

  private static Optional<Integer> metricsPort(Settings settings) {
    return settings.text(Setting.METRICS_PORT).filter(text -> !text.equals("off")).isPresent()
        ? Optional.of(settings.number(Setting.METRICS_PORT, 0, 1, 65535))
        : Optional.empty();
  }

  private static Duration time(Settings settings, Setting of) {
    String text = settings.text(of).orElse("off");
    try {
      return Idleness.parse(text);
    } catch (Refused e) {
      settings.fault(of.key() + ": a time from 1m, as 90m, 2h or 1d, or off, not \"" + text + "\"");
      return Duration.ZERO;
    }
  }

  static void refuseIfOthersReach(Settings settings, String key, String bind, String what) {
    if (!isLoopback(settings, key, bind)) {
      settings.fault(
          key
              + ": "
              + bind
              + " can be reached by others, so "
              + what
              + " would travel in the clear: give tls-certificate and tls-key, or insecure-http");
    }
  }

  /** What others could listen to, in words; empty where nobody could, or TLS is on. */
  Optional<String> inTheClear() {
    Set<String> open = new TreeSet<>(Set.of(bind));
    if (s3Port.isPresent()) {
      open.add(s3Bind);
    }
    open.removeIf(Config::isLoopback);
    return tls.isPresent() || open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Warning: others can reach "
                + String.join(" and ", open)
                + " without TLS. Unless a proxy in front has it, passwords and data travel in the"
                + " clear.");
  }

  /** That others would be sent to their own machine, in words; empty where they are not. */
  Optional<String> nameForOthers() {
    return isLoopback(bind) || !domain.equals("localhost")
        ? Optional.empty()
        : Optional.of(
            "Others can reach "
                + bind
                + ", but are sent to localhost, their own machine: give --domain the name by which"
                + " they reach this one, as ai.example.org; what runs here is at names below it.");
  }

  private static boolean isLoopback(String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isLoopback(Settings settings, String key, String bind) {
    try {
      return InetAddress.getByName(bind).isLoopbackAddress();
    } catch (UnknownHostException e) {
      settings.fault(key + ": no such address: " + bind);
      return true;
    }
  }

  private static Optional<Tls> tls(Settings settings) {
    Optional<Path> certificate = settings.existingFile(Setting.TLS_CERTIFICATE);
    Optional<Path> key = settings.existingFile(Setting.TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      settings.fault("tls-certificate and tls-key: give both");
    }
    return certificate.flatMap(c -> key.map(k -> new Tls(c, k)));
  }

  private static Optional<URI> publicUrl(Settings settings) {
    return settings
        .text(Setting.PUBLIC_URL)
        .map(
            text -> {
              String url = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
              if (!url.matches("https?://[^/\\s?#]+")) {
                settings.fault("public-url: http:// or https:// and a host, without a path");
                return URI.create("http://localhost");
              }
              return URI.create(url);
            });
  }

  private static Optional<String> databaseUrl(Settings settings) {
    Optional<String> url = settings.text(Setting.DATABASE_URL);
    url.filter(u -> !u.matches("(jdbc:)?postgres(ql)?://.+"))
        .ifPresent(u -> settings.fault("database-url: postgresql://user:password@host:port/name"));
    return url;
  }

  private static Optional<Path> adminPasswordFile(Settings settings) {
    Optional<Path> file = settings.existingFile(Setting.ADMIN_PASSWORD_FILE);
    file.filter(Files::isReadable)
        .flatMap(Config::faultOfPassword)
        .ifPresent(fault -> settings.fault("admin-password-file: " + fault));
    return file;
  }

  private static Optional<String> faultOfPassword(Path file) {
    try {
      return Accounts.faultOf(new Secret(Files.readString(file).strip()))
          .map(rule -> "the password in " + file + " must have " + rule);
    } catch (IOException e) {
      return Optional.of(file + " is no file of text: give one line with the password");
    }
  }

  private static Set<String> proxies(Settings settings) {
    Set<String> proxies =
        settings.text(Setting.TRUSTED_PROXIES).stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    for (String each : proxies) {
      if (!GatewayConfig.namesProxies(each)) {
        settings.fault(
            "trusted-proxies: addresses or ranges as 10.0.0.0/8, with commas between, not \""
                + each
                + "\"");
      }
    }
    return proxies;
  }
}
