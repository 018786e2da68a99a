package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Lengths;
import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user password}. */
@Command(
    name = "password",
    description = "Generate a new password, shown once; the old one dies.",
    footer = {
      "  gatehouse user password user-abcdefghijkl",
      "  gatehouse user password user-abcdefghijkl --overlap 10m"
    })
public final class UserPasswordCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Option(
      names = "--overlap",
      paramLabel = "LENGTH",
      converter = Lengths.class,
      description = "How long the old password still works, as 10m; not at all when left out.")
  private @Nullable Duration overlap;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var wish = Json.object();
    if (overlap != null) {
      wish.put("overlapSeconds", overlap.toSeconds());
    }
    JsonNode answer = session.remote().post(Users.under(session, user, "password"), wish);
    output.print(
        session.terminal(),
        answer,
        () -> {
          Users.changed(session, answer);
          Users.password(session, answer);
        });
    return 0;
  }
}
