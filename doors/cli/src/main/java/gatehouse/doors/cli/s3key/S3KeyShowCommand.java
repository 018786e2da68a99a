package gatehouse.doors.cli.s3key;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse s3-key show}. */
@Command(
    name = "show",
    description = "Show the secret of an S3 key; the audit says that somebody looked.",
    footer = "  gatehouse s3-key show user-abcdefghijkl 5d8b1e0c9f3a47e2b6d0c4a1f8e7930b")
public final class S3KeyShowCommand extends Verb {
  @Parameters(index = "0", paramLabel = "USER", description = "Name or id.")
  private String user = "";

  @Parameters(index = "1", paramLabel = "ACCESS", description = "The access key.")
  private String access = "";

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    var route = new Route(S3Keys.one(session, user, access).path() + "/secret");
    JsonNode key = session.remote().post(route);
    output.print(session.terminal(), key, () -> S3Keys.pair(session, key));
    return 0;
  }
}
