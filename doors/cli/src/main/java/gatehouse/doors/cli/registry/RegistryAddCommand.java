package gatehouse.doors.cli.registry;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Route;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse registry add}. */
@Command(
    name = "add",
    description = "Add an account at a registry; its password is asked for, and never shown again.",
    footer = {
      "  gatehouse registry add registry.example.org",
      "  gatehouse registry add ghcr.io/team --username ann --password-from-env TOKEN"
    })
final class RegistryAddCommand extends Verb {
  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "URL",
      description = "The registry's host; with a path, its images below that path alone.")
  private String url = "";

  @Option(
      names = {"-u", "--username"},
      paramLabel = "NAME",
      description = "The name there (asked for if left out).")
  private @Nullable String username;

  @Option(
      names = "--password-from-env",
      paramLabel = "VARIABLE",
      description = "The variable with the password or token.")
  private @Nullable String variable;

  @Override
  protected int run(Session session) {
    String name =
        username != null
            ? username
            : session
                .terminal()
                .keyboard()
                .orElseThrow(() -> new Failure("Give --username NAME."))
                .ask("Username: ");
    var added =
        session
            .remote()
            .post(
                Route.of("/v1/registry"),
                Json.object()
                    .put("url", url)
                    .put("username", name)
                    .put("password", Registries.password(session, variable)));
    output.print(
        session.terminal(),
        added,
        () ->
            session
                .terminal()
                .line("Added the registry " + url + ": " + added.path("id").asString("")));
    return 0;
  }
}
