package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.user.Users;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse s3-key delete}. */
@Command(
    name = "delete",
    description = "Delete an S3 key: nothing signed with it is accepted any more, links included.",
    footer = "  gatehouse s3-key delete user-abcdefghijkl 5d8b1e0c9f3a47e2b6d0c4a1f8e7930b -y")
public final class S3KeyDeleteCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "ACCESS", description = "The access key.")
  private String access = "";

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean yes;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    if (!confirmed(session, yes, "Delete the S3 key " + access + "?")) {
      session.terminal().remark("Nothing was deleted.");
      return 1;
    }
    JsonNode answer = session.remote().delete(S3Keys.one(session, user, access));
    output.print(
        session.terminal(),
        answer,
        () -> {
          session.terminal().line("Deleted the S3 key " + access + ".");
          Users.changed(session, answer);
        });
    return 0;
  }
}
