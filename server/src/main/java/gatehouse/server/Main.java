package gatehouse.server;

import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Refusals;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code gatehouse up}: starts the server and stays until it is told to stop. */
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** The exit status for a fault in the configuration, as sysexits.h names it. */
  static final int FAULTY_CONFIGURATION = 78;

  private Main() {}

  /** Starts the server; the flags are those of {@code gatehouse up}. */
  public static void main(String[] flags) {
    // As many connections to a store elsewhere are kept as may be busy; Java keeps five.
    System.setProperty("http.maxConnections", "256");
    // Else Jetty asks all of Java's management for one number, which costs the start 150 ms.
    System.setProperty("org.eclipse.jetty.util.referencesPerCacheLine", "16");
    int status = run(List.of(flags), System.getenv(), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Returns 0 once it has started (it then runs on other threads), else the exit status. */
  static int run(
      List<String> flags, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (flags.contains("--help") || flags.contains("-h")) {
      out.println(help());
      out.flush();
      Runtime.getRuntime().halt(0);
    }
    Config config;
    try {
      config = Config.read(flags, environment);
    } catch (Config.Faulty e) {
      return faulty(e, err);
    }
    config.inTheClear().ifPresent(err::println);
    config.nameForOthers().ifPresent(err::println);
    try {
      GatehouseServer server = GatehouseServer.start(config, err::println);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
      greet(server, out);
      return 0;
    } catch (DataFolder.InUse | DiskRoom.Missing e) {
      err.println(e.getMessage());
      return 1;
    } catch (Config.Faulty e) {
      return faulty(e, err);
    } catch (Refused e) {
      err.println("Gatehouse could not start: " + Refusals.of(e.refusal()).message());
      return 1;
    } catch (Exception e) {
      DiskRoom.Missing full = DiskRoom.behind(e, config.data());
      if (full != null) {
        err.println(full.getMessage());
        return 1;
      }
      LOG.error("Gatehouse could not start", e);
      err.println("Gatehouse could not start: " + e.getMessage());
      return 1;
    }
  }

  private static int faulty(Config.Faulty e, PrintStream err) {
    err.println("The configuration is wrong:");
    e.faults().forEach(fault -> err.println("  - " + fault));
    return FAULTY_CONFIGURATION;
  }

  private static void stop(GatehouseServer server) {
    server.drain(DRAIN);
    server.close();
    // An orderly stop is a success, whatever signal asked for it.
    Runtime.getRuntime().halt(0);
  }

  private static void greet(GatehouseServer server, PrintStream out) {
    server.remarks().forEach(out::println);
    server
        .firstSignIn()
        .ifPresent(
            first -> {
              if (first.setUpCode().isEmpty()) {
                out.println(
                    "This is the first start. Sign in as "
                        + first.name()
                        + ", with the password of the file that you gave.");
              }
              first
                  .setUpCode()
                  .ifPresent(
                      code -> {
                        out.println(
                            "This is the first start. Sign in as "
                                + first.name()
                                + ", once with this link:");
                        out.println("  " + server.url() + "/set-up?code=" + code.value());
                      });
              first
                  .password()
                  .ifPresent(
                      password ->
                          out.println(
                              "or with this password, which is shown this once: "
                                  + password.value()));
            });
    server.objectStorage().ifPresent(s3 -> out.println("Object storage (S3): " + s3));
    server.sshPort().ifPresent(port -> out.println("SSH to workloads: port " + port));
    long asked = Long.getLong("gatehouse.asked", 0);
    if (asked > 0) {
      Duration since = Duration.ofMillis(System.currentTimeMillis() - asked);
      out.println(String.format(Locale.ROOT, "Ready after %.1f s.", since.toMillis() / 1000.0));
    }
    out.println("Gatehouse is ready: " + server.url());
    out.flush();
  }

  private static String help() {
    var text =
        new StringBuilder(
            "Usage: gatehouse up [FLAG…]\n\nStarts the server. Nothing needs to be decided for a first try.\n\n");
    for (Setting setting : Setting.values()) {
      text.append(setting.help()).append('\n');
    }
    text.append(
        """

        Each flag is also a key in the file (port = 8080) and a variable (GATEHOUSE_PORT).

        Examples:
          gatehouse up
          gatehouse up --data /srv/gatehouse --port 9000
          gatehouse up --bind 0.0.0.0 --domain ai.example.org --tls-certificate chain.pem --tls-key key.pem
        """);
    return text.toString();
  }
}
