package gatehouse.doors.cli.policy;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.user.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse policy set}. */
@Command(
    name = "set",
    description = "Replace the policy of a user; {\"Statement\":[]} takes it away.",
    footer = "  gatehouse policy set user-abcdefghijkl policy.json")
public final class PolicySetCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "FILE", description = "The document, JSON.")
  private Path file = Path.of("");

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    String document;
    try {
      document = Files.readString(file);
    } catch (IOException e) {
      throw misused(file + " cannot be read.");
    }
    JsonNode answer =
        session
            .remote()
            .put(Users.under(session, user, "policy"), Json.object().put("policy", document));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Set the policy of " + user + ".");
          Users.changed(session, answer);
        });
    return 0;
  }
}
