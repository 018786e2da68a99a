package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.terminal.Card;
import gatehouse.doors.cli.terminal.Colour;
import gatehouse.doors.cli.terminal.Dates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One workload as people read it. */
public final class WorkloadCard {
  private WorkloadCard() {}

  /** Shows one to people. */
  public static void print(Session session, Kind kind, JsonNode workload) {
    JsonNode spec = workload.path("spec");
    JsonNode status = workload.path("status");
    new Card(spec.path("name").asString(kind.word()))
        .with("Id", workload.path("id").asString(""))
        .with("State", state(session, status))
        .with("Exit code", status.path("exitCode").asString(""))
        .with("URL", status.path("url").asString(""))
        .with("Image", spec.path("image").asString(""))
        .with("Environment", environment(spec.path("env")))
        .with("Command", joined(spec.path("command"), " "))
        .with("Resources", resources(spec.path("resources")))
        .with("Replicas", status.path("availableReplicas").asString(""))
        .with("Scales", scales(spec.path("scalingStrategy").path("automatic")))
        .with("Labels", labels(spec.path("labels")))
        .with("Access", spec.path("unsecureHttp").asBoolean(false) ? "anyone with the URL" : "")
        .with("Created by", workload.path("user").asString(""))
        .with("Created", session.dates().readable(workload.path("createdAt").asString("")))
        .with("Ran for", ranFor(status))
        .print(session.terminal());
  }

  /** The state, with the sentence that explains it. */
  static String state(Session session, JsonNode status) {
    String state = status.path("state").asString("");
    String message = status.path("info").path("message").asString("");
    return session.terminal().paint(Colour.ofState(state), state)
        + (message.isEmpty() ? "" : " \u2013 " + message);
  }

  static String ranFor(JsonNode status) {
    long seconds = status.path("duration").asLong(0);
    return seconds == 0 ? "" : Dates.span(Duration.ofSeconds(seconds));
  }

  private static String scales(JsonNode automatic) {
    if (automatic.isMissingNode()) {
      return "";
    }
    String resource = automatic.path("resourceType").asString("");
    String by =
        resource.isEmpty()
            ? ""
            : ", " + automatic.path("averageUsageTarget").asString("") + " % of " + resource;
    JsonNode metric = automatic.path("customMetrics");
    String also =
        metric.isMissingNode()
            ? ""
            : ", "
                + metric.path("valueLocation").asString("")
                + " at "
                + metric.path("targetValue").asString("");
    return automatic.path("replicasMin").asString("")
        + " to "
        + automatic.path("replicasMax").asString("")
        + " replicas"
        + by
        + also;
  }

  private static String environment(JsonNode env) {
    String framework = env.path("frameworkId").asString("");
    String version = env.path("frameworkVersion").asString("");
    String editor = env.path("editorId").asString("");
    return framework.isEmpty()
        ? ""
        : framework + (version.isEmpty() ? "" : " " + version) + ", " + editor;
  }

  private static String resources(JsonNode resources) {
    var parts = new ArrayList<String>();
    counted(resources, "gpu", "GPU", parts);
    counted(resources, "cpu", "CPU", parts);
    long memory = resources.path("memory").asLong(0);
    if (memory > 0) {
      parts.add(Math.round(memory / 1073741824.0 * 10) / 10.0 + " GiB");
    }
    String flavor = resources.path("flavor").asString("");
    if (!flavor.isEmpty()) {
      parts.add(flavor);
    }
    return String.join(", ", parts);
  }

  private static void counted(JsonNode resources, String name, String unit, List<String> to) {
    long count = resources.path(name).asLong(0);
    if (count > 0) {
      to.add(count + " " + unit);
    }
  }

  private static String labels(JsonNode labels) {
    return labels.properties().stream()
        .map(label -> label.getKey() + "=" + label.getValue().asString(""))
        .collect(Collectors.joining(", "));
  }

  private static String joined(JsonNode words, String between) {
    return words.values().stream().map(w -> w.asString("")).collect(Collectors.joining(between));
  }
}
