package gatehouse.doors.cli.token;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Card;
import gatehouse.doors.cli.terminal.Colour;
import gatehouse.doors.cli.terminal.Terminal;
import tools.jackson.databind.JsonNode;

/** Where tokens stand, and how they are shown. */
final class Tokens {
  static final Route ALL = new Route("/v1/token");

  private Tokens() {}

  static Route one(String id) {
    return Route.of("/v1/token/{}", id);
  }

  static void card(Session session, JsonNode token) {
    JsonNode spec = token.path("spec");
    new Card(spec.path("name").asString(""))
        .with("Id", token.path("id").asString(""))
        .with("Role", spec.path("role").asString(""))
        .with("Reaches", selector(spec))
        .with("Version", token.path("status").path("version").asString(""))
        .with("Created", session.dates().readable(token.path("createdAt").asString("")))
        .with("Expires", session.dates().readable(spec.path("expiresAt").asString("")))
        .print(session.terminal());
  }

  static void value(Session session, JsonNode token) {
    Terminal terminal = session.terminal();
    terminal.line("");
    terminal.line(
        "Token: " + terminal.paint(Colour.BOLD, token.path("status").path("value").asString("")));
    terminal.line("It is shown this once.");
  }

  static String selector(JsonNode spec) {
    String selector = spec.path("labelSelector").asString("");
    return selector.isEmpty() ? "everything in the project" : selector;
  }
}
