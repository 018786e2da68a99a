package gatehouse.doors.cli.remote;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the server turned down, in its own words, and where it said none, in ours. */
final class Refusals {
  private Refusals() {}

  static Failure in(int status, String body, boolean hadCredential, Address address) {
    String said = message(body);
    if (status == 401) {
      return unauthenticated(said, hadCredential, address);
    }
    if (!said.isEmpty()) {
      return new Failure(status, said);
    }
    return new Failure(
        status,
        switch (status) {
          case 403 -> "You may not do this.";
          case 404 -> "There is no such thing at " + address + ".";
          case 429 -> "Too many requests. Wait a moment and try again.";
          case 501 -> "This server cannot do that yet.";
          case 503 -> address + " is not ready. Try again in a moment.";
          default -> address + " answered with status " + status + ": is it a Gatehouse?";
        });
  }

  static Failure unreachable(Address address) {
    return new Failure(
        "Nothing answers at "
            + address
            + ". Name where your server is with --url (or GATEHOUSE_URL), or start one with: gatehouse"
            + " up.");
  }

  private static Failure unauthenticated(String said, boolean hadCredential, Address address) {
    if (!hadCredential) {
      return new Failure(
          401, said.isEmpty() ? "You are not signed in. Sign in with: gatehouse login" : said);
    }
    String why = said.isEmpty() ? "Your sign-in at " + address + " has ended." : said;
    return new Failure(
        401, why.contains("gatehouse login") ? why : why + " Sign in again with: gatehouse login");
  }

  private static String message(String body) {
    try {
      JsonNode node = Json.read(body);
      return node.isObject() ? node.path("message").asString("") : "";
    } catch (JacksonException e) {
      return "";
    }
  }
}
