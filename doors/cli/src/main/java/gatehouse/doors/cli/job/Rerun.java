package gatehouse.doors.cli.job;

import gatehouse.doors.cli.remote.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is asked for when a job is run once more. */
final class Rerun {
  /** What of a spec can be asked for again; a name is generated anew. */
  private static final List<String> KEPT =
      List.of(
          "image",
          "command",
          "defaultHttpPort",
          "grpcPort",
          "sshPublicKeys",
          "timeout",
          "timeoutAutoRestart",
          "unsecureHttp",
          "volumes");

  private Rerun() {}

  /** A spec with changes: labels and variables are added by their names, the rest is replaced. */
  static ObjectNode of(JsonNode spec, ObjectNode changes) {
    ObjectNode wish = Json.object();
    for (String member : KEPT) {
      JsonNode value = spec.path(member);
      if (!value.isMissingNode() && !value.isNull()) {
        wish.set(member, value);
      }
    }
    resources(wish, spec.path("resources"), changes);
    ObjectNode labels = Json.object();
    spec.path("labels")
        .properties()
        .forEach(
            label -> {
              if (!label.getKey().startsWith("ovh/") && !label.getKey().equals("array")) {
                labels.set(label.getKey(), label.getValue());
              }
            });
    changes
        .path("labels")
        .properties()
        .forEach(label -> labels.set(label.getKey(), label.getValue()));
    ObjectNode variables = Json.object();
    for (JsonNode part : List.of(spec.path("envVars"), changes.path("envVars"))) {
      for (JsonNode variable : part.values()) {
        String name = variable.path("name").asString("");
        if (!name.startsWith("GATEHOUSE_ARRAY_")) {
          variables.put(name, variable.path("value").asString(""));
        }
      }
    }
    changes.properties().forEach(change -> wish.set(change.getKey(), change.getValue()));
    wish.remove(List.of("labels", "envVars"));
    if (!labels.isEmpty()) {
      wish.set("labels", labels);
    }
    if (!variables.isEmpty()) {
      var list = wish.putArray("envVars");
      variables
          .properties()
          .forEach(one -> list.addObject().put("name", one.getKey()).set("value", one.getValue()));
    }
    return wish;
  }

  /** Memory goes with the CPUs: other CPUs have their own. */
  private static void resources(ObjectNode wish, JsonNode before, ObjectNode changes) {
    if (changes.has("resources")) {
      return;
    }
    ObjectNode resources = Json.object();
    for (String member : List.of("cpu", "gpu", "flavor", "memory")) {
      JsonNode value = before.path(member);
      if (!value.isMissingNode() && !value.isNull()) {
        resources.set(member, value);
      }
    }
    if (!resources.isEmpty()) {
      wish.set("resources", resources);
    }
  }
}
