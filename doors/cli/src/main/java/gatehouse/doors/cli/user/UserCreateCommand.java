package gatehouse.doors.cli.user;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.command.When;
import gatehouse.doors.cli.remote.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse user create}. */
@Command(
    name = "create",
    description = "Create a user; its generated password is shown once.",
    footer = {
      "  gatehouse user create \"Ada, vision team\" --role ai_training_operator",
      "  gatehouse user create \"Visitor\" -r ai_training_read --ends 30d"
    })
public final class UserCreateCommand extends Verb {
  @Parameters(paramLabel = "DESCRIPTION", description = "Who or what it is, in your words.")
  private String description = "";

  @Option(
      names = {"-r", "--role"},
      paramLabel = "ROLE",
      description = "A role it gets; may be repeated. See: gatehouse role list")
  private List<String> roles = new ArrayList<>();

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "A name of your choice; generated when left out.")
  private @Nullable String username;

  @Option(
      names = "--ends",
      paramLabel = "WHEN",
      description = "When its access ends: a date, or 30d from now.")
  private @Nullable String ends;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var wish = Json.object().put("description", description);
    if (username != null) {
      wish.put("username", username);
    }
    var named = wish.putArray("roles");
    roles.forEach(named::add);
    if (ends != null) {
      wish.put("endsAt", When.read(ends, session.world()).toString());
    }
    JsonNode answer = session.remote().post(Users.all(session), wish);
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
