package gatehouse.doors.cli.datastore;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse datastore update}. */
@Command(
    name = "update",
    description = "Change a data store; what is left out stays.",
    footer = {
      "  gatehouse datastore update LAB --access-key AKIA… --secret-key-from-env KEY",
      "  gatehouse datastore update LAB --endpoint https://s3.lab.example --secret-key-from-env KEY"
    })
final class DataStoreUpdateCommand extends Verb {
  @Parameters(paramLabel = "ALIAS", description = "Its alias.")
  private String alias = "";

  @Option(names = "--endpoint", paramLabel = "URL", description = "Another endpoint.")
  private @Nullable String endpoint;

  @Option(names = "--region", paramLabel = "REGION", description = "Another region.")
  private @Nullable String region;

  @Option(names = "--access-key", paramLabel = "KEY", description = "Another access key.")
  private @Nullable String accessKey;

  @Option(names = "--username", paramLabel = "NAME", description = "Another name, for git.")
  private @Nullable String username;

  @Option(
      names = "--password-from-env",
      paramLabel = "VARIABLE",
      description = "The variable with another password, for git.")
  private @Nullable String passwordVariable;

  @Option(names = "--ssh-key", paramLabel = "FILE", description = "Another private key, for git.")
  private @Nullable Path sshKey;

  @Option(names = "--host-key", paramLabel = "KEY", description = "Another key of the host.")
  private @Nullable String hostKey;

  @Option(
      names = "--secret-key-from-env",
      paramLabel = "VARIABLE",
      description = "The variable with another secret key.")
  private @Nullable String secretVariable;

  @Override
  protected int run(Session session) {
    ObjectNode change = Json.object();
    if (endpoint != null) {
      change.put("endpoint", endpoint);
    }
    if (region != null) {
      change.put("region", region);
    }
    if (accessKey != null) {
      change.put("accessKey", accessKey);
    }
    if (username != null) {
      change.put("username", username);
    }
    if (hostKey != null) {
      change.put("hostKey", hostKey);
    }
    if (sshKey != null) {
      change.put("privateKey", DataStores.privateKey(sshKey));
    }
    DataStores.secret(session, null, passwordVariable, false)
        .ifPresent(secret -> change.put("password", secret));
    DataStores.secret(session, null, secretVariable, false)
        .ifPresent(secret -> change.put("secretKey", secret));
    var _ = session.remote().put(DataStores.one(session, alias), change);
    session.terminal().line("Changed the data store " + alias + ".");
    return 0;
  }
}
