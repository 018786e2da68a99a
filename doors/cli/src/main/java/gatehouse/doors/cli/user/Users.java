package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.ReceiptText;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Card;
import gatehouse.doors.cli.terminal.Colour;
import gatehouse.doors.cli.terminal.Terminal;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Where users stand, and how they are shown. */
public final class Users {
  private Users() {}

  /** The users of the session's project. */
  static Route all(Session session) {
    return Route.of("/v1/gatehouse/project/{}/user", session.project());
  }

  /** One user, by id or name. */
  public static Route one(Session session, String user) {
    return Route.of("/v1/gatehouse/project/{}/user/{}", session.project(), user);
  }

  /** Something under a user. */
  public static Route under(Session session, String user, String what) {
    return new Route(one(session, user).path() + "/" + what);
  }

  /** Prints a user. */
  static void card(Session session, JsonNode user) {
    Terminal terminal = session.terminal();
    String status = user.path("status").asString("");
    String words = user.path("statusInWords").asString("");
    new Card(user.path("username").asString(""))
        .with("Id", user.path("id").asString(""))
        .with("Description", user.path("description").asString(""))
        .with(
            "Status",
            terminal.paint(Colour.ofState(status), status)
                + (words.isEmpty() || words.equals(status) ? "" : " \u2013 " + words))
        .with("Roles", roles(session, user))
        .with("Created", session.dates().readable(user.path("createdAt").asString("")))
        .with("Ends", session.dates().readable(user.path("endsAt").asString("")))
        .with("Last sign-in", session.dates().readable(user.path("lastSignIn").asString("")))
        .print(terminal);
  }

  /** Prints what a change did: the user as it is now, and the receipt. */
  public static void changed(Session session, JsonNode answer) {
    if (answer.path("user").isObject()) {
      card(session, answer.path("user"));
    }
    ReceiptText.of(answer.path("receipt")).forEach(session.terminal()::line);
  }

  /** Prints a password that will not be shown again. */
  static void password(Session session, JsonNode answer) {
    Terminal terminal = session.terminal();
    terminal.line("");
    terminal.line("Password: " + terminal.paint(Colour.BOLD, answer.path("password").asString("")));
    terminal.line("It is shown this once. Hand it over and forget it.");
  }

  /** The roles of a user, with their ends. */
  static String roles(Session session, JsonNode user) {
    return user.path("roles").values().stream()
        .map(
            role -> {
              String end = session.dates().readable(role.path("endsAt").asString(""));
              return role.path("name").asString("") + (end.isEmpty() ? "" : " until " + end);
            })
        .collect(Collectors.joining(", "));
  }
}
