package gatehouse.doors.api.ascode;

import gatehouse.doors.wire.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of the API, and how curl and Python make it.
 *
 * @param body null for none
 */
record HttpCall(String base, String method, String path, @Nullable JsonNode body) {
  /** What stands in the place of a secret. */
  static final String SECRET = "$PASSWORD";

  private static final Set<String> SECRETS = Set.of("password", "secret", "token", "secretKey");

  HttpCall {
    body = body == null ? null : withoutSecrets(body);
  }

  private static JsonNode withoutSecrets(JsonNode body) {
    JsonNode copy = body.deepCopy();
    if (copy instanceof ObjectNode object) {
      SECRETS.stream().filter(object::has).forEach(name -> object.put(name, SECRET));
    }
    return copy;
  }

  String curl() {
    var text = new StringBuilder("curl --fail-with-body -sS -X " + method);
    text.append(" \\\n  -H \"Authorization: Bearer $GATEHOUSE_TOKEN\"");
    if (body != null) {
      text.append(" \\\n  -H 'Content-Type: application/json'");
      // Between two pieces in single quotes the shell puts the variable's value.
      String json = Shell.quoted(Json.text(body)).replace(SECRET, "'\"" + SECRET + "\"'");
      text.append(" \\\n  -d ").append(json);
    }
    return text.append(" \\\n  ").append(Shell.quoted(base + path)).toString();
  }

  /** As {@link #curl}, sending a file. */
  String curlOf(String file) {
    return "curl --fail-with-body -sS -X "
        + method
        + " \\\n  -H \"Authorization: Bearer $GATEHOUSE_TOKEN\""
        + " \\\n  -H 'Content-Type: application/octet-stream'"
        + " \\\n  --data-binary "
        + Shell.word("@" + file)
        + " \\\n  "
        + Shell.quoted(base + path);
  }

  /** As {@link #python}, sending a file. */
  String pythonOf(String file) {
    return """
        import os
        import requests

        with open(%s, "rb") as file:
            answer = requests.request(
                %s,
                %s,
                headers={"Authorization": "Bearer " + os.environ["GATEHOUSE_TOKEN"]},
                data=file,
            )
        answer.raise_for_status()
        """
        .formatted(Json.text(file), Json.text(method), Json.text(base + path));
  }

  String python() {
    var text =
        new StringBuilder(
            """
            import os
            import requests

            answer = requests.request(
                %s,
                %s,
                headers={"Authorization": "Bearer " + os.environ["GATEHOUSE_TOKEN"]},
            """
                .formatted(Json.text(method), Json.text(base + path)));
    if (body != null) {
      text.append("    json=").append(literal(body)).append(",\n");
    }
    return text.append(")\nanswer.raise_for_status()\nprint(answer.text)\n").toString();
  }

  /** JSON is Python but for three words; strings are the same in both. */
  private static String literal(JsonNode node) {
    if (node.isObject()) {
      return "{"
          + String.join(
              ", ",
              node.propertyStream()
                  .map(entry -> Json.text(entry.getKey()) + ": " + literal(entry.getValue()))
                  .toList())
          + "}";
    }
    if (node.isArray()) {
      return "[" + String.join(", ", node.valueStream().map(HttpCall::literal).toList()) + "]";
    }
    if (node.isBoolean()) {
      return node.asBoolean() ? "True" : "False";
    }
    if (node.isNull()) {
      return "None";
    }
    return node.isString() && node.asString().equals(SECRET)
        ? "os.environ[\"PASSWORD\"]"
        : Json.text(node);
  }
}
