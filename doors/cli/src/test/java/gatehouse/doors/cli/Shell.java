package gatehouse.doors.cli;

import gatehouse.doors.cli.command.World;
import gatehouse.doors.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A person or program that runs commands in a home folder of its own, at noon on one day. */
final class Shell {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  record Ran(int code, String out, String err) {}

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Deque<String> typed = new ArrayDeque<>();
  private boolean person;
  private String input = "";

  Shell(Path home) {
    this.home = home;
  }

  Shell with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A person sits there and will type these lines. */
  Shell typing(String... lines) {
    person = true;
    typed.addAll(List.of(lines));
    return this;
  }

  Shell piping(String text) {
    input = text;
    return this;
  }

  Path contextFile() {
    return home.resolve(".config/gatehouse/context.json");
  }

  Ran run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Terminal.Keyboard keyboard =
        new Terminal.Keyboard() {
          @Override
          public String ask(String prompt) {
            return typed.removeFirst();
          }

          @Override
          public String askSecretly(String prompt) {
            return typed.removeFirst();
          }
        };
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            person ? keyboard : null,
            person);
    var world =
        new World(
            environment, home, terminal, InstantSource.fixed(NOON), ZoneOffset.UTC, length -> {});
    int code = Main.run(world, arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
