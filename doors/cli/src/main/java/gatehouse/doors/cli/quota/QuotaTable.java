package gatehouse.doors.cli.quota;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where quotas stand, and how they are shown. */
final class QuotaTable {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  private QuotaTable() {}

  static Route route(Session session) {
    return Route.of("/v1/gatehouse/project/{}/quota", session.project());
  }

  /** One line for the project, one for each user without a quota of their own, then the users. */
  static void show(Session session, JsonNode answer) {
    var table = new Table("OF", "CPUS", "GPUS", "MEMORY", "RUNNING");
    row(table, "the project", answer.path("project"), answer.path("inUse"));
    row(table, "each user", answer.path("each"), null);
    for (JsonNode user : answer.path("users").values()) {
      row(table, user.path("username").asString(""), user.path("quota"), user.path("inUse"));
    }
    table.print(session.terminal());
  }

  private static void row(Table table, String of, JsonNode quota, @Nullable JsonNode use) {
    table.row(
        List.of(
            of,
            cell(quota, use, "cpus", 1),
            cell(quota, use, "gpus", 1),
            cell(quota, use, "memory", MIB),
            cell(quota, use, "running", 1)));
  }

  private static String cell(JsonNode quota, @Nullable JsonNode use, String name, long unit) {
    JsonNode limit = quota.path(name);
    String most = limit.isNumber() ? amount(limit.asLong(0), unit) : "no limit";
    return use == null ? most : amount(use.path(name).asLong(0), unit) + " of " + most;
  }

  private static String amount(long value, long unit) {
    if (unit == 1 || value == 0) {
      return Long.toString(value);
    }
    return value % GIB == 0
        ? value / GIB + " GiB"
        : String.format(Locale.ROOT, "%d MiB", value / MIB);
  }
}
