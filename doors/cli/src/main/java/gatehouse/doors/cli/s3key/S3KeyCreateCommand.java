package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse s3-key create}. */
@Command(
    name = "create",
    description =
        "Make an S3 key pair for a user; it reaches as far as the user's role and policy.",
    footer = {
      "  gatehouse s3-key create user-abcdefghijkl",
      "  gatehouse s3-key create user-abcdefghijkl -o json"
    })
public final class S3KeyCreateCommand extends Verb {
  @Parameters(paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode key = session.remote().post(S3Keys.all(session, user));
    output.print(session.terminal(), key, () -> S3Keys.pair(session, key));
    return 0;
  }
}
