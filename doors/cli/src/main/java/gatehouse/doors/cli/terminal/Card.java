package gatehouse.doors.cli.terminal;

import java.util.LinkedHashMap;
import java.util.Map;

/** One thing, as a heading with indented lines of name and value. */
public final class Card {
  private final String heading;
  private final Map<String, String> lines = new LinkedHashMap<>();

  /** A card with a heading. */
  public Card(String heading) {
    this.heading = heading;
  }

  /** Adds a line; an empty value is left out. */
  public Card with(String name, String value) {
    if (!value.isBlank()) {
      lines.put(name, value);
    }
    return this;
  }

  /** Prints it. */
  public void print(Terminal terminal) {
    terminal.line(terminal.paint(Colour.BOLD, Safe.line(heading)));
    int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    lines.forEach(
        (name, value) ->
            terminal.line(
                "  " + name + " ".repeat(width - name.length() + 2) + Safe.exceptPaint(value)));
  }
}
