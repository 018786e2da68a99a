package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Card;
import gatehouse.doors.cli.user.Users;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where S3 keys stand, and how they are shown. */
final class S3Keys {
  private S3Keys() {}

  static Route all(Session session, String user) {
    return Users.under(session, user, "s3-key");
  }

  /**
   * Whose keys are meant: those of the user named, else one's own.
   *
   * @throws Failure where none is named by who is no user
   */
  static String owner(Session session, @Nullable String user) {
    if (user != null) {
      return user;
    }
    JsonNode me = session.remote().get(new Route("/v1/gatehouse/me"));
    if (!me.path("kind").asString("").equals("user")) {
      throw new Failure("S3 keys belong to users, and you are none: name the user.");
    }
    return me.path("name").asString("");
  }

  static Route one(Session session, String user, String access) {
    return new Route(all(session, user).path() + "/" + Route.of("{}", access).path());
  }

  /** Prints a key pair, secret included. */
  static void pair(Session session, JsonNode key) {
    new Card(key.path("access").asString(""))
        .with("Access key", key.path("access").asString(""))
        .with("Secret key", key.path("secret").asString(""))
        .print(session.terminal());
  }
}
