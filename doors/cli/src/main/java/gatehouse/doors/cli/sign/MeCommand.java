package gatehouse.doors.cli.sign;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.terminal.Card;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse me}. */
@Command(
    name = "me",
    description = "Who you are here, by which credential, and what you may do.",
    footer = {"  gatehouse me", "  gatehouse me -o json"})
public final class MeCommand extends Verb {
  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode me = session.remote().get(LoginCommand.ME);
    output.print(session.terminal(), me, () -> card(session, me).print(session.terminal()));
    return 0;
  }

  private static Card card(Session session, JsonNode me) {
    JsonNode credential = me.path("credential");
    var card =
        new Card(me.path("name").asString(""))
            .with("Kind", me.path("kind").asString(""))
            .with("Server", session.address().toString())
            .with("Project", me.path("project").asString(""))
            .with("Roles", joined(me.path("roles")))
            .with(
                "Signed in by",
                credential.path("kind").asString("") + " " + credential.path("name").asString(""))
            .with("Until", session.dates().readable(credential.path("expiresAt").asString("")));
    var first = new AtomicBoolean(true);
    Deeds.of(me.path("permissions").values().stream().map(name -> name.asString("")).toList())
        .forEach(line -> card.with(first.getAndSet(false) ? "May" : "", line));
    return card;
  }

  private static String joined(JsonNode names) {
    return names.values().stream().map(name -> name.asString("")).collect(Collectors.joining(", "));
  }
}
