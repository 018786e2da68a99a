package gatehouse.doors.cli.sign;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Contexts.Saved;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Route;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code gatehouse logout}. */
@Command(
    name = "logout",
    description = "End the saved sign-in, here and at the server.",
    footer = "  gatehouse logout")
public final class LogoutCommand extends Verb {
  private static final int UNAUTHENTICATED = 401;

  @Override
  protected int run(Session session) {
    Optional<Saved> saved = session.contexts().credential(session.address());
    if (saved.isEmpty()) {
      session.terminal().line("You were not signed in at " + session.address() + ".");
      return 0;
    }
    if (saved.get().session()) {
      endAtServer(session, saved.get());
    }
    session.contexts().signOut(session.address());
    session.contexts().save();
    session.terminal().line("Signed out of " + session.address() + ".");
    return 0;
  }

  /** A session that has ended already is as good as ended; one that could not be ended is kept. */
  private static void endAtServer(Session session, Saved saved) {
    try {
      session.remoteWith(saved.token()).delete(new Route("/v1/gatehouse/session"));
    } catch (Failure e) {
      if (e.status() != UNAUTHENTICATED) {
        throw e;
      }
    }
  }
}
