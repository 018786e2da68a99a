package gatehouse.doors.cli.quota;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Route;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse quota set}. */
@Command(
    name = "set",
    description = {
      "Set the quota of the project, of each user, or of one user.",
      "",
      "What is not named stays as it is; none takes a limit away."
    },
    footer = {
      "  gatehouse quota set --cpu 32 --memory 128GiB",
      "  gatehouse quota set --each --cpu 4 --running 10",
      "  gatehouse quota set --user ada --cpu none"
    })
public final class QuotaSetCommand extends Verb {
  private static final Map<String, Long> UNITS =
      Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);

  @ArgGroup(exclusive = true)
  private Whose whose = new Whose();

  /** Whose quota; the project's where none is said. */
  static final class Whose {
    @Option(names = "--each", description = "Of each user that has none of their own.")
    private boolean each;

    @Option(names = "--user", paramLabel = "USER", description = "Of this user.")
    private String user = "";
  }

  @Option(names = "--cpu", paramLabel = "N|none", description = "CPUs at a time.")
  private @Nullable String cpus;

  @Option(names = "--gpu", paramLabel = "N|none", description = "GPUs at a time.")
  private @Nullable String gpus;

  @Option(names = "--memory", paramLabel = "SIZE|none", description = "As 16GiB or 512MiB.")
  private @Nullable String memory;

  @Option(names = "--running", paramLabel = "N|none", description = "Workloads at a time.")
  private @Nullable String running;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (cpus == null && gpus == null && memory == null && running == null) {
      throw new Failure("Say what to set: --cpu, --gpu, --memory or --running.");
    }
    ObjectNode body = present(session.remote().get(QuotaTable.route(session)));
    put(body, "cpus", cpus, "--cpu");
    put(body, "gpus", gpus, "--gpu");
    put(body, "memory", memory, "--memory");
    put(body, "running", running, "--running");
    JsonNode answer = session.remote().put(route(session), body);
    output.print(session.terminal(), answer, () -> QuotaTable.show(session, answer));
    return 0;
  }

  private Route route(Session session) {
    if (!whose.user.isEmpty()) {
      return Route.of("/v1/gatehouse/project/{}/user/{}/quota", session.project(), whose.user);
    }
    String path = QuotaTable.route(session).path();
    return new Route(whose.each ? path + "/each" : path);
  }

  /** What is set now; of a user that has none, what holds for each. */
  private ObjectNode present(JsonNode all) {
    JsonNode quota = whose.each ? all.path("each") : all.path("project");
    if (!whose.user.isEmpty()) {
      quota = all.path("each");
      for (JsonNode one : all.path("users").values()) {
        if (one.path("username").asString("").equals(whose.user)) {
          quota = one.path("quota");
        }
      }
    }
    ObjectNode body = Json.object();
    for (String name : new String[] {"cpus", "gpus", "memory", "running"}) {
      if (quota.path(name).isNumber()) {
        body.put(name, quota.path(name).asLong(0));
      }
    }
    return body;
  }

  private static void put(ObjectNode body, String name, @Nullable String value, String option) {
    if (value == null) {
      return;
    }
    if (value.equals("none")) {
      body.putNull(name);
      return;
    }
    body.put(name, number(value, name.equals("memory"), option));
  }

  private static long number(String text, boolean isSize, String option) {
    String lower = text.toLowerCase(Locale.ROOT);
    String unit = lower.replaceFirst("^[0-9]+", "");
    Long factor = UNITS.get(isSize ? unit.replaceFirst("i?b$", "") : unit);
    if (lower.length() == unit.length()
        || lower.length() - unit.length() > 9
        || factor == null
        || (!isSize && !unit.isEmpty())) {
      throw new Failure(
          option
              + (isSize ? " is a size as 16GiB or 512MiB" : " is a whole number")
              + ", or none.");
    }
    return Long.parseLong(lower.substring(0, lower.length() - unit.length())) * factor;
  }
}
