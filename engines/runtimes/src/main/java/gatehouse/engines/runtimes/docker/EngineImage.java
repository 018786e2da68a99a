package gatehouse.engines.runtimes.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An image that the engine has.
 *
 * @param id its own, that means no other one later
 * @param program what is started where a run names no command; may be empty
 */
record EngineImage(
    String id, List<String> program, Map<String, String> environment, String workdir) {

  /** As the engine describes it. */
  static EngineImage of(JsonNode inspected) {
    JsonNode config = inspected.path("Config");
    var program = new ArrayList<String>();
    config.path("Entrypoint").forEach(part -> program.add(part.asString("")));
    config.path("Cmd").forEach(part -> program.add(part.asString("")));
    var environment = new LinkedHashMap<String, String>();
    for (JsonNode variable : config.path("Env")) {
      String text = variable.asString("");
      int equals = text.indexOf('=');
      if (equals > 0) {
        environment.put(text.substring(0, equals), text.substring(equals + 1));
      }
    }
    String workdir = config.path("WorkingDir").asString("");
    return new EngineImage(
        inspected.path("Id").asString(""),
        program,
        environment,
        workdir.startsWith("/") ? workdir : "/");
  }
}
