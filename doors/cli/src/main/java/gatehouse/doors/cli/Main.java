package gatehouse.doors.cli;

import gatehouse.doors.cli.command.Pause;
import gatehouse.doors.cli.command.World;
import gatehouse.doors.cli.terminal.Terminal;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs one command and leaves with its exit code. */
  public static void main(String[] arguments) {
    // Names under localhost that no resolver knows are reached by address, with the Host they mean.
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    // As many connections to a store are kept as there may be workers; Java keeps five.
    System.setProperty("http.maxConnections", "64");
    System.exit(run(here(), arguments));
  }

  /** Runs one command in a world: 0 done, 1 refused or failed, 2 misused. */
  public static int run(World world, String... arguments) {
    int code = Tree.in(world).execute(arguments);
    world.terminal().out().flush();
    world.terminal().err().flush();
    return code;
  }

  private static World here() {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    var err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    Terminal.@Nullable Keyboard keyboard =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(Main::keyboard)
            .orElse(null);
    var terminal = new Terminal(out, err, System.in, keyboard, keyboard != null);
    return new World(
        System.getenv(),
        Path.of(System.getProperty("user.home", ".")),
        terminal,
        InstantSource.system(),
        ZoneId.systemDefault(),
        Pause.real());
  }

  private static Terminal.Keyboard keyboard(Console console) {
    return new Terminal.Keyboard() {
      @Override
      public String ask(String prompt) {
        String line = console.readLine("%s", prompt);
        return line == null ? "" : line;
      }

      @Override
      public String askSecretly(String prompt) {
        char[] secret = console.readPassword("%s", prompt);
        return secret == null ? "" : new String(secret);
      }
    };
  }
}
