package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse s3-key list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the S3 keys of a user.",
    footer = "  gatehouse s3-key list user-abcdefghijkl")
public final class S3KeyListCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode keys = session.remote().get(S3Keys.all(session, user));
    output.print(
        session.terminal(),
        keys,
        () -> {
          var table = new Table("access key", "created", "last used");
          for (JsonNode key : keys.values()) {
            table.row(
                List.of(
                    key.path("access").asString(""),
                    session.dates().readable(key.path("createdAt").asString("")),
                    session.dates().readable(key.path("lastUsed").asString(""))));
          }
          table.print(session.terminal());
        });
    return 0;
  }
}
