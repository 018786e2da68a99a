package gatehouse.doors.cli.datastore;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where data stores stand. */
final class DataStores {
  private DataStores() {}

  static Route all(Session session) {
    return Route.of("/v1/gatehouse/project/{}/data-store", session.project());
  }

  static Route one(Session session, String alias) {
    return Route.of("/v1/gatehouse/project/{}/data-store/{}", session.project(), alias);
  }

  /** The secret key: of the command line, of a variable, or typed. */
  static Optional<String> secret(
      Session session, @Nullable String given, @Nullable String variable, boolean ask) {
    return secret(session, given, variable, ask, "Secret key: ");
  }

  /** The same, asked for in other words. */
  static Optional<String> secret(
      Session session,
      @Nullable String given,
      @Nullable String variable,
      boolean ask,
      String question) {
    if (variable != null) {
      String value = session.world().environment().getOrDefault(variable, "");
      if (value.isBlank()) {
        throw new Failure("The variable " + variable + " is not set.");
      }
      return Optional.of(value);
    }
    if (given != null || !ask) {
      return Optional.ofNullable(given);
    }
    return Optional.of(
        session
            .terminal()
            .keyboard()
            .orElseThrow(
                () -> new Failure("Give it in a variable: --secret-key-from-env VARIABLE."))
            .askSecretly(question));
  }

  /** What a file of a private key holds. */
  static String privateKey(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new Failure("The key " + file + " cannot be read.");
    }
  }
}
