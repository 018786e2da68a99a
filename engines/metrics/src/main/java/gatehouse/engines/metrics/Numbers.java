package gatehouse.engines.metrics;

import gatehouse.core.workload.CustomMetric.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.OptionalDouble;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Finds one number in an answer: by names and places parted by dots ({@code queues.0.length}, and
 * {@code queues.#} for how many there are); in XML the root's name is the first, and {@code @name}
 * an attribute. A dot within a name is written {@code \.}.
 */
final class Numbers {
  private static final int DEEPEST = 200;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Numbers() {}

  /** The number at a place; empty where there is none, or the answer is not of that form. */
  static OptionalDouble in(byte[] answer, Format format, String location) {
    try {
      return switch (format) {
        case JSON -> at(JSON.readTree(answer), location);
        case YAML -> at(YAML.readTree(answer), location);
        case XML -> at(xml(answer), location);
        case PROMETHEUS -> Samples.first(answer, location);
      };
    } catch (JacksonException | IOException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble at(JsonNode root, String location) {
    JsonNode node = root;
    for (String step : location.split("(?<!\\\\)\\.", -1)) {
      node = step(node, step.replace("\\.", "."));
    }
    if (node.isNumber()) {
      return finite(node.asDouble());
    }
    if (!node.isString()) {
      return OptionalDouble.empty();
    }
    try {
      return finite(Double.parseDouble(node.asString().strip()));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static JsonNode step(JsonNode node, String step) {
    if (!node.isArray()) {
      // Of an element with attributes beside its text, the text.
      return node.path(step);
    }
    if (step.equals("#")) {
      return NODES.numberNode(node.size());
    }
    try {
      return node.path(Integer.parseInt(step));
    } catch (NumberFormatException e) {
      return NODES.missingNode();
    }
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Without a document type, so that nothing outside is read and nothing grows. */
  private static JsonNode xml(byte[] answer) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setExpandEntityReferences(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Element root = builder.parse(new ByteArrayInputStream(answer)).getDocumentElement();
      ObjectNode all = NODES.objectNode();
      all.set(root.getNodeName(), element(root, 0));
      return all;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("that is no XML without a document type", e);
    }
  }

  /** What repeats becomes an array, as elsewhere. */
  private static JsonNode element(Element element, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new IOException("nested too deeply");
    }
    ObjectNode inside = NODES.objectNode();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      Node attribute = element.getAttributes().item(i);
      inside.put("@" + attribute.getNodeName(), attribute.getNodeValue());
    }
    var text = new StringBuilder();
    boolean parent = false;
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element one) {
        parent = true;
        add(inside, one.getNodeName(), element(one, depth + 1));
      } else if (child.getNodeType() == Node.TEXT_NODE
          || child.getNodeType() == Node.CDATA_SECTION_NODE) {
        text.append(child.getNodeValue());
      }
    }
    if (!parent && inside.isEmpty()) {
      return NODES.stringNode(text.toString());
    }
    inside.put("#text", text.toString());
    return inside;
  }

  private static void add(ObjectNode inside, String name, JsonNode child) {
    JsonNode before = inside.get(name);
    switch (before) {
      case null -> inside.set(name, child);
      case ArrayNode several -> several.add(child);
      default -> inside.set(name, NODES.arrayNode().add(before).add(child));
    }
  }
}
