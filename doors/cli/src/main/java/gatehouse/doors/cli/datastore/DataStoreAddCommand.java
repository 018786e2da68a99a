package gatehouse.doors.cli.datastore;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse datastore add}. */
@Command(
    name = "add",
    description = "Add an S3 store.",
    footer = {
      "  gatehouse datastore add s3 LAB https://s3.lab.example eu AKIA… --secret-key-from-env KEY",
      "  gatehouse datastore add s3 LAB https://s3.lab.example eu AKIA…"
    })
final class DataStoreAddCommand extends Verb {
  @Parameters(index = "0", paramLabel = "TYPE", description = "s3.")
  private String type = "";

  @Parameters(index = "1", paramLabel = "ALIAS", description = "What volumes will call it.")
  private String alias = "";

  @Parameters(index = "2", paramLabel = "URL", description = "Its endpoint.")
  private String url = "";

  @Parameters(index = "3", paramLabel = "REGION", description = "Its region, in lower case.")
  private String region = "";

  @Parameters(index = "4", paramLabel = "ACCESS_KEY", description = "The access key.")
  private String accessKey = "";

  @Parameters(
      index = "5",
      arity = "0..1",
      paramLabel = "SECRET_KEY",
      description = "The secret key; others may see it here: better left out and typed.")
  private @Nullable String secretKey;

  @Option(
      names = "--secret-key-from-env",
      paramLabel = "VARIABLE",
      description = "The variable with the secret key.")
  private @Nullable String secretVariable;

  @Override
  protected int run(Session session) {
    if (!type.equals("s3")) {
      throw misused("The type is s3: git repositories need no data store, give their URL.");
    }
    String secret = DataStores.secret(session, secretKey, secretVariable, true).orElse("");
    var _ =
        session
            .remote()
            .post(
                DataStores.all(session),
                Json.object()
                    .put("alias", alias)
                    .put("endpoint", url)
                    .put("region", region)
                    .put("accessKey", accessKey)
                    .put("secretKey", secret));
    session.terminal().line("Added the data store " + alias + ".");
    return 0;
  }
}
