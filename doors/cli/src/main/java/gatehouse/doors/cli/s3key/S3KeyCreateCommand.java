package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse s3-key create}. */
@Command(
    name = "create",
    description =
        "Make an S3 key pair, for yourself or a user; it reaches as far as the user's role and policy.",
    footer = {
      "  gatehouse s3-key create",
      "  gatehouse s3-key create user-abcdefghijkl",
      "  gatehouse s3-key create user-abcdefghijkl -o json"
    })
public final class S3KeyCreateCommand extends Verb {
  @Parameters(
      paramLabel = "USER",
      arity = "0..1",
      description = "Name or id; yourself when left out.")
  private @Nullable String user;

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    JsonNode key = session.remote().post(S3Keys.all(session, S3Keys.owner(session, user)));
    output.print(session.terminal(), key, () -> S3Keys.pair(session, key));
    return 0;
  }
}
