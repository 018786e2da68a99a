package gatehouse.doors.cli.command;

import gatehouse.doors.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/**
 * Everything outside the command: its environment variables, home folder, terminal, clock.
 *
 * @param pause how a command waits before it looks again
 */
public record World(
    Map<String, String> environment,
    Path home,
    Terminal terminal,
    InstantSource clock,
    ZoneId zone,
    Pause pause) {

  public World {
    environment = Map.copyOf(environment);
  }

  /** The file with what is remembered between commands. */
  Path contextFile() {
    String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base = configured.isBlank() ? home.resolve(".config") : Path.of(configured);
    return base.resolve("gatehouse").resolve("context.json");
  }
}
