package gatehouse.doors.api.pages;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A piece of a page. Texts and attributes are escaped when they are written; nothing else is. */
sealed interface Html {
  /** A text. */
  record Text(String value) implements Html {}

  /** An element. */
  record Element(String name, Map<String, String> attributes, List<Html> children) implements Html {

    /** The same with an attribute. */
    Element with(String attribute, String value) {
      var more = new LinkedHashMap<>(attributes);
      more.put(attribute, value);
      return new Element(name, more, children);
    }

    /** The same with more inside. */
    Element add(Html... more) {
      return new Element(
          name, attributes, Stream.concat(children.stream(), Stream.of(more)).toList());
    }

    /** The same with more inside. */
    Element add(List<? extends Html> more) {
      return add(more.toArray(Html[]::new));
    }
  }

  /** Elements that have no end tag. */
  Set<String> VOID = Set.of("input", "meta", "link", "br");

  /** A text. */
  static Html text(String value) {
    return new Text(value);
  }

  /** An element that holds others. */
  static Element el(String name, Html... children) {
    return new Element(name, Map.of(), List.of(children));
  }

  /** An element that holds a text. */
  static Element el(String name, String text) {
    return el(name, text(text));
  }

  /** A link. */
  static Element link(String to, String text) {
    return el("a", text).with("href", to);
  }

  /** A field of a form that is not shown. */
  static Element hidden(String name, String value) {
    return el("input").with("type", "hidden").with("name", name).with("value", value);
  }

  /** Writes it. */
  default void write(StringBuilder to) {
    switch (this) {
      case Text(String value) -> escape(value, to);
      case Element element -> write(element, to);
    }
  }

  private static void write(Element element, StringBuilder to) {
    to.append('<').append(element.name());
    element
        .attributes()
        .forEach(
            (name, value) -> {
              to.append(' ').append(name).append("=\"");
              escape(value, to);
              to.append('"');
            });
    to.append('>');
    if (!VOID.contains(element.name())) {
      element.children().forEach(child -> child.write(to));
      to.append("</").append(element.name()).append('>');
    }
  }

  private static void escape(String text, StringBuilder to) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> to.append("&amp;");
        case '<' -> to.append("&lt;");
        case '>' -> to.append("&gt;");
        case '"' -> to.append("&quot;");
        case '\'' -> to.append("&#39;");
        default -> to.append(c);
      }
    }
  }
}
