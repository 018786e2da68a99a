package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Deletion;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Route;
import gatehouse.doors.cli.user.Users;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse s3-key delete}. */
@Command(
    name = "delete",
    description = "Delete an S3 key: nothing signed with it is accepted any more, links included.",
    footer = "  gatehouse s3-key delete user-abcdefghijkl 5d8b1e0c9f3a47e2b6d0c4a1f8e7930b -y")
public final class S3KeyDeleteCommand extends Deletion {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "ACCESS", description = "The access key.")
  private String access = "";

  @Override
  protected String what() {
    return "the S3 key " + access;
  }

  @Override
  protected Route route(Session session) {
    return S3Keys.one(session, user, access);
  }

  @Override
  protected void show(Session session, JsonNode answer) {
    Users.changed(session, answer);
  }
}
