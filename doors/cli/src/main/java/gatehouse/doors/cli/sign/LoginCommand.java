package gatehouse.doors.cli.sign;

import gatehouse.doors.cli.command.PasswordSource;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Contexts.Saved;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.terminal.Terminal.Keyboard;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse login}. */
@Command(
    name = "login",
    description = "Sign in with user and password, or keep a token for the commands that follow.",
    footer = {
      "  gatehouse login -u admin",
      "  gatehouse login --url https://ai.example.org -u user-abc --password-from-stdin < file",
      "  gatehouse login --token ght_..."
    })
public final class LoginCommand extends Verb {
  private static final Route SESSION = new Route("/v1/gatehouse/session");
  static final Route ME = new Route("/v1/gatehouse/me");

  @Option(
      names = {"-u", "--username"},
      paramLabel = "NAME",
      description = "Who signs in; asked for when left out.")
  private @Nullable String username;

  @ArgGroup private @Nullable PasswordSource source;

  @Override
  protected int run(Session session) throws IOException {
    if (session.tokenOption().isPresent()) {
      return keepToken(session, session.tokenOption().get());
    }
    if (session.address().readableOnTheWay()) {
      session
          .terminal()
          .remark(
              "Note: " + session.address() + " is not encrypted; others may read the password.");
    }
    String name =
        username != null
            ? username
            : keyboard(session, "-u NAME, and " + PasswordSource.INSTEAD).ask("User: ");
    var wish =
        Json.object()
            .put("username", name.strip())
            .put("password", PasswordSource.read(source, session, spec(), "Password: "));
    JsonNode answer = session.remoteWith(null).post(SESSION, wish);
    String until = session.dates().readable(answer.path("expiresAt").asString(""));
    String who = answer.path("me").path("name").asString(name);
    keep(session, new Saved(answer.path("token").asString(""), who, true));
    session
        .terminal()
        .line(
            "Signed in at "
                + session.address()
                + " as "
                + who
                + (until.isEmpty() ? "." : ", until " + until + "."));
    return 0;
  }

  private int keepToken(Session session, String token) {
    if (username != null || source != null) {
      throw misused("Sign in either with a token or with a user and password, not both.");
    }
    JsonNode me = session.remoteWith(token).get(ME);
    String name = me.path("name").asString("");
    keep(session, new Saved(token, name, false));
    session.terminal().line("Using the token of " + name + " at " + session.address() + ".");
    return 0;
  }

  private static void keep(Session session, Saved saved) {
    session.contexts().signIn(session.address(), saved);
    session.contexts().save();
  }

  private Keyboard keyboard(Session session, String instead) {
    return session
        .terminal()
        .keyboard()
        .orElseThrow(() -> misused("Nobody is here to be asked: give " + instead + "."));
  }
}
