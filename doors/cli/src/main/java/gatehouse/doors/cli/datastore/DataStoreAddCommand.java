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

/** {@code gatehouse datastore add}. */
@Command(
    name = "add",
    description = "Add an S3 store, or a git host that asks for a password or key.",
    footer = {
      "  gatehouse datastore add s3 LAB https://s3.lab.example eu AKIA… --secret-key-from-env KEY",
      "  gatehouse datastore add s3 LAB https://s3.lab.example eu AKIA…",
      "  gatehouse datastore add git CODE https://git.lab.example ann --password-from-env PW",
      "  gatehouse datastore add git CODE ssh://git@git.lab.example --ssh-key id --host-key KEY",
      "  gatehouse job run host -v team/tools.git@CODE:/workspace/tools -- ls /workspace/tools"
    })
final class DataStoreAddCommand extends Verb {
  @Parameters(index = "0", paramLabel = "TYPE", description = "s3 or git.")
  private String type = "";

  @Parameters(index = "1", paramLabel = "ALIAS", description = "What volumes will call it.")
  private String alias = "";

  @Parameters(index = "2", paramLabel = "URL", description = "Its endpoint.")
  private String url = "";

  @Parameters(
      index = "3",
      arity = "0..1",
      paramLabel = "REGION|USERNAME",
      description = "Its region, in lower case; for git the name to sign in with.")
  private @Nullable String third;

  @Parameters(
      index = "4",
      arity = "0..1",
      paramLabel = "ACCESS_KEY",
      description = "The access key; not for git.")
  private @Nullable String accessKey;

  @Parameters(
      index = "5",
      arity = "0..1",
      paramLabel = "SECRET_KEY",
      description = "The secret key; others may see it here: better left out and typed.")
  private @Nullable String secretKey;

  @Option(
      names = {"--secret-key-from-env", "--password-from-env"},
      paramLabel = "VARIABLE",
      description = "The variable with the secret key or password.")
  private @Nullable String secretVariable;

  @Option(
      names = "--ssh-key",
      paramLabel = "FILE",
      description = "A private key for git over SSH, without passphrase.")
  private @Nullable Path sshKey;

  @Option(
      names = "--host-key",
      paramLabel = "KEY",
      description = "The key of that host, as ssh-keyscan tells it: \"ssh-ed25519 AAAA…\".")
  private @Nullable String hostKey;

  @Override
  protected int run(Session session) {
    ObjectNode wish = Json.object().put("alias", alias);
    switch (type) {
      case "s3" -> s3(session, wish);
      case "git" -> git(session, wish.put("type", "git"));
      default -> throw misused("The type is s3 or git.");
    }
    var _ = session.remote().post(DataStores.all(session), wish);
    session.terminal().line("Added the data store " + alias + ".");
    return 0;
  }

  private void s3(Session session, ObjectNode wish) {
    if (third == null || accessKey == null || sshKey != null || hostKey != null) {
      throw misused("An S3 store has a region and an access key: add s3 ALIAS URL REGION KEY.");
    }
    String secret = DataStores.secret(session, secretKey, secretVariable, true).orElse("");
    wish.put("endpoint", url).put("region", third);
    wish.put("accessKey", accessKey).put("secretKey", secret);
  }

  private void git(Session session, ObjectNode wish) {
    wish.put("endpoint", url);
    if (accessKey != null) {
      throw misused("Passwords are not given here: use --password-from-env, or type it.");
    }
    if (sshKey != null) {
      if (hostKey == null || third != null) {
        throw misused("Git over SSH needs --host-key, and the name is in its URL: ssh://NAME@…");
      }
      wish.put("privateKey", DataStores.privateKey(sshKey)).put("hostKey", hostKey);
      return;
    }
    if (third == null) {
      throw misused("Give a username, or --ssh-key and --host-key.");
    }
    wish.put("username", third);
    wish.put(
        "password",
        DataStores.secret(session, null, secretVariable, true, "Password: ").orElse(""));
  }
}
