package gatehouse.doors.cli.command;

import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** A verb that lists: a row for each item for people, what the server said for programs. */
public abstract class Listing extends Verb {
  @Mixin private Output output = new Output();

  /** The items, as an array. */
  protected abstract JsonNode items(Session session);

  /** A table without rows yet. */
  protected abstract Table table();

  /** One item, a cell for each head. */
  protected abstract List<String> row(Session session, JsonNode item);

  @Override
  protected final int run(Session session) {
    JsonNode items = items(session);
    output.print(
        session.terminal(),
        items,
        () -> {
          Table table = table();
          items.values().forEach(item -> table.row(row(session, item)));
          table.print(session.terminal());
        });
    return 0;
  }

  /** What an item says under a name; empty where it says nothing. */
  protected static String text(JsonNode item, String name) {
    return item.path(name).asString("");
  }

  /** The moment an item says under a name, as people read it; empty where it says none. */
  protected static String moment(Session session, JsonNode item, String name) {
    return session.dates().readable(text(item, name));
  }
}
