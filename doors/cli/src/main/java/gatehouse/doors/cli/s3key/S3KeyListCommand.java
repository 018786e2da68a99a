package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Listing;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.terminal.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse s3-key list}. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List the S3 keys of a user.",
    footer = "  gatehouse s3-key list user-abcdefghijkl")
public final class S3KeyListCommand extends Listing {
  @Parameters(
      paramLabel = "USER",
      arity = "0..1",
      description = "Name or id; yourself when left out.")
  private @Nullable String user;

  @Override
  protected JsonNode items(Session session) {
    return session.remote().get(S3Keys.all(session, S3Keys.owner(session, user)));
  }

  @Override
  protected Table table() {
    return new Table("access key", "created", "last used");
  }

  @Override
  protected List<String> row(Session session, JsonNode key) {
    return List.of(
        text(key, "access"), moment(session, key, "createdAt"), moment(session, key, "lastUsed"));
  }
}
