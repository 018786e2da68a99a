package gatehouse.doors.cli.registry;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Route;
import org.jspecify.annotations.Nullable;

/** Where registries stand, and where their passwords come from. */
final class Registries {
  private Registries() {}

  static Route one(String id) {
    return Route.of("/v1/registry/{}", id);
  }

  /** The password: of a variable, or typed. */
  static String password(Session session, @Nullable String variable) {
    if (variable != null) {
      String value = session.world().environment().getOrDefault(variable, "");
      if (value.isBlank()) {
        throw new Failure("The variable " + variable + " is not set.");
      }
      return value;
    }
    return session
        .terminal()
        .keyboard()
        .orElseThrow(() -> new Failure("Give --password-from-env VARIABLE."))
        .askSecretly("Password: ");
  }
}
