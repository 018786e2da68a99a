package gatehouse.doors.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Columns under capital heads, as wide as they need to be. */
public final class Table {
  private static final Pattern PAINT = Pattern.compile("\u001b\\[[0-9]+m");

  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these heads. */
  public Table(String... heads) {
    this.heads = List.of(heads).stream().map(head -> head.toUpperCase(Locale.ROOT)).toList();
  }

  /** Adds a row; control characters are shown, not obeyed. */
  public void row(List<String> cells) {
    rows.add(cells.stream().map(Table::oneLine).toList());
  }

  /** Prints it. */
  public void print(Terminal terminal) {
    int[] widths = new int[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = heads.get(i).length();
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    terminal.line(terminal.paint(Colour.BOLD, laidOut(heads, widths)));
    rows.forEach(row -> terminal.line(laidOut(row, widths)));
  }

  private static String laidOut(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append(cell);
      if (i < widths.length - 1) {
        line.append(" ".repeat(widths[i] - width(cell) + 2));
      }
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return PAINT.matcher(cell).replaceAll("").length();
  }

  private static String oneLine(String cell) {
    return Safe.exceptPaint(cell);
  }
}
