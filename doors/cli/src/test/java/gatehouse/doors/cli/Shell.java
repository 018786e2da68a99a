package gatehouse.doors.cli;

import gatehouse.doors.cli.command.World;
import gatehouse.doors.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

  /** What it printed; {@code all} holds both streams as a person sees them come. */
  record Ran(int code, String out, String err, String all) {}

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
    var all = new ByteArrayOutputStream();
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
            new PrintStream(new Both(out, all), true, StandardCharsets.UTF_8),
            new PrintStream(new Both(err, all), true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            person ? keyboard : null,
            person);
    var world =
        new World(
            environment, home, terminal, InstantSource.fixed(NOON), ZoneOffset.UTC, length -> {});
    int code = Main.run(world, arguments);
    return new Ran(
        code,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8),
        all.toString(StandardCharsets.UTF_8));
  }

  /** Writes the same to two places. */
  private static final class Both extends OutputStream {
    private final OutputStream one;
    private final OutputStream other;

    Both(OutputStream one, OutputStream other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public void write(int b) throws IOException {
      one.write(b);
      other.write(b);
    }
  }
}
