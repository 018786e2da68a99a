package gatehouse.doors.cli.command;

import gatehouse.doors.cli.remote.Address;
import gatehouse.doors.cli.remote.Contexts;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.terminal.Dates;
import gatehouse.doors.cli.terminal.Progress;
import gatehouse.doors.cli.terminal.Terminal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a verb works with: who one is, at which server, in which project, and where to
 * print.
 */
public final class Session {
  private final World world;
  private final Terminal terminal;
  private final Contexts contexts;
  private final Address address;
  private final String project;
  private final @Nullable String tokenOption;

  Session(
      World world,
      Terminal terminal,
      Contexts contexts,
      Address address,
      String project,
      @Nullable String tokenOption) {
    this.world = world;
    this.terminal = terminal;
    this.contexts = contexts;
    this.address = address;
    this.project = project;
    this.tokenOption = tokenOption;
  }

  /** Where to print. */
  public Terminal terminal() {
    return terminal;
  }

  /** The environment, clock and pauses. */
  public World world() {
    return world;
  }

  /** Dates as the person reads them. */
  public Dates dates() {
    return new Dates(world.zone());
  }

  /** What is remembered between commands. */
  public Contexts contexts() {
    return contexts;
  }

  /** The server. */
  public Address address() {
    return address;
  }

  /** The project for routes that name one: an id, or {@code -} for the caller's own. */
  public String project() {
    return project.isEmpty() ? "-" : project;
  }

  /** The token given as an option of this very command. */
  public Optional<String> tokenOption() {
    return Optional.ofNullable(tokenOption);
  }

  /** The server in the name of whoever is signed in; without a credential it is not even asked. */
  public Remote remote() {
    String token =
        tokenOption()
            .or(() -> Optional.ofNullable(world.environment().get("GATEHOUSE_TOKEN")))
            .filter(value -> !value.isBlank())
            .or(() -> contexts.credential(address).map(Contexts.Saved::token))
            .orElseThrow(
                () ->
                    new Failure(
                        "You are not signed in at " + address + ". Sign in with: gatehouse login"));
    return remoteWith(token);
  }

  /** The server in the name of whoever holds the token, or of nobody. */
  public Remote remoteWith(@Nullable String token) {
    return new Remote(address, token, project.isEmpty() ? null : project, new Progress(terminal));
  }
}
