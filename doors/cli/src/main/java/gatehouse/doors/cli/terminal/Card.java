package gatehouse.doors.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** One thing, as a heading with indented lines of name and value. */
public final class Card {
  private final String heading;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String name, String value) {}

  /** A card with a heading. */
  public Card(String heading) {
    this.heading = heading;
  }

  /** Adds a line; an empty value is left out. One without a name goes on the line before it. */
  public Card with(String name, String value) {
    if (!value.isBlank()) {
      lines.add(new Line(name, value));
    }
    return this;
  }

  /** Prints it. */
  public void print(Terminal terminal) {
    terminal.line(terminal.paint(Colour.BOLD, Safe.line(heading)));
    int width = lines.stream().mapToInt(line -> line.name.length()).max().orElse(0);
    for (Line line : lines) {
      String gap = " ".repeat(width - line.name.length() + 2);
      terminal.line("  " + line.name + gap + Safe.exceptPaint(line.value));
    }
  }
}
