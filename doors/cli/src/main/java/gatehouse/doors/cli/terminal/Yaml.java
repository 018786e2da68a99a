package gatehouse.doors.cli.terminal;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A JSON value as YAML; whatever YAML could misread is quoted as JSON, which YAML reads too. */
public final class Yaml {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*( [A-Za-z0-9_./@-]+)*");
  private static final Pattern RESERVED =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|~");

  private Yaml() {}

  /** The value as a document. */
  public static String of(JsonNode node) {
    var text = new StringBuilder();
    write(node, "", text);
    return text.toString().strip();
  }

  private static void write(JsonNode node, String indent, StringBuilder text) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(
              member -> {
                text.append(indent).append(scalar(member.getKey())).append(':');
                child(member.getValue(), indent, text);
              });
    } else if (node.isArray() && !node.isEmpty()) {
      node.values().forEach(item -> item(item, indent, text));
    } else {
      text.append(indent).append(leaf(node)).append('\n');
    }
  }

  private static void child(JsonNode value, String indent, StringBuilder text) {
    if (value.isContainer() && !value.isEmpty()) {
      text.append('\n');
      write(value, indent + "  ", text);
    } else {
      text.append(' ').append(leaf(value)).append('\n');
    }
  }

  private static void item(JsonNode item, String indent, StringBuilder text) {
    var inner = new StringBuilder();
    write(item, indent + "  ", inner);
    text.append(indent).append("- ").append(inner.substring(indent.length() + 2));
  }

  private static String leaf(JsonNode node) {
    return node.isString() ? scalar(node.asString()) : node.toString();
  }

  private static String scalar(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches();
    return plain ? text : tools.jackson.databind.node.StringNode.valueOf(text).toString();
  }
}
