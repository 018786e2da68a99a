package gatehouse.doors.cli.remote;

import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as trees: what the server says is printed as it said it. */
public final class Json {
  private static final JsonMapper MAPPER = gatehouse.doors.wire.Json.mapper();
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"));

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty list. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /**
   * Reads one JSON value; nothing at all reads as null.
   *
   * @throws JacksonException when it is not JSON
   */
  public static JsonNode read(String text) {
    return text.isBlank() ? MAPPER.nullNode() : MAPPER.readTree(text);
  }

  /** One line. */
  public static String compact(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /** Indented, for people who asked for JSON. */
  public static String pretty(JsonNode node) {
    return MAPPER.writer().with(PRETTY).writeValueAsString(node);
  }
}
