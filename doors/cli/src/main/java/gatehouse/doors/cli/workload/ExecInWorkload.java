package gatehouse.doors.cli.workload;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.CommandStream;
import gatehouse.doors.cli.remote.CommandStream.Frame;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Remote;
import gatehouse.doors.cli.remote.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code … exec}. */
@Command(
    name = "exec",
    description = "Run a command inside one that runs; leave with that command's exit code.",
    footer = {
      "  ${COMMAND-FULL-NAME} ID -- nvidia-smi",
      "  ${COMMAND-FULL-NAME} -it NAME -- bash",
      "  tar c src | ${COMMAND-FULL-NAME} -i ID -- tar x"
    })
public final class ExecInWorkload extends WorkloadVerb {
  @Parameters(index = "0", paramLabel = "ID", description = "Its id, or a name only it has.")
  private String id = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "What to run, after --; no shell reads it.")
  private List<String> command = new ArrayList<>();

  @Option(
      names = {"-i", "--stdin"},
      description = "Pass on what is typed or piped in.")
  private boolean input;

  @Option(
      names = {"-t", "--tty"},
      description = "Give it a terminal, as large as this one.")
  private boolean tty;

  @Override
  protected int run(Session session) throws IOException, InterruptedException {
    Remote remote = session.remote();
    Route route = kind().under(Lookup.id(remote, kind(), id), "exec");
    for (String part : command) {
      route = route.with("command", part);
    }
    if (input) {
      route = route.with("stdin", "true");
    }
    if (!tty) {
      return talk(session, remote.command(route), input ? session.terminal().in() : null);
    }
    try (Terminal here = TerminalBuilder.builder().system(true).dumb(true).build()) {
      Attributes before = here.enterRawMode();
      try {
        Route sized =
            route
                .with("tty", "true")
                .with("rows", Integer.toString(Math.max(1, here.getHeight())))
                .with("columns", Integer.toString(Math.max(1, here.getWidth())));
        CommandStream stream = remote.command(sized);
        var _ =
            here.handle(
                Terminal.Signal.WINCH,
                signal -> stream.size(Math.max(1, here.getHeight()), Math.max(1, here.getWidth())));
        return talk(session, stream, input ? here.input() : null);
      } finally {
        here.setAttributes(before);
      }
    }
  }

  private static int talk(
      Session session, CommandStream stream, @org.jspecify.annotations.Nullable InputStream typed)
      throws InterruptedException {
    if (typed != null) {
      Thread.ofVirtual().start(() -> passOn(typed, stream));
    }
    PrintStream out = session.terminal().out();
    PrintStream err = session.terminal().err();
    for (Optional<Frame> next = stream.next(); next.isPresent(); next = stream.next()) {
      Frame frame = next.get();
      if (frame.isEnding()) {
        stream.close();
        return exitCode(session, new String(frame.bytes(), StandardCharsets.UTF_8));
      }
      PrintStream to = frame.isError() ? err : out;
      to.write(frame.bytes(), 0, frame.bytes().length);
      to.flush();
    }
    throw new Failure(
        stream.why().isBlank() ? "The command ended with what it ran in." : stream.why());
  }

  private static void passOn(InputStream typed, CommandStream stream) {
    byte[] buffer = new byte[8192];
    try {
      for (int n = typed.read(buffer); n >= 0; n = typed.read(buffer)) {
        stream.input(Arrays.copyOf(buffer, n));
      }
    } catch (IOException e) {
      // Nobody types any more.
    }
    stream.input(new byte[0]);
  }

  private static int exitCode(Session session, String status) {
    JsonNode all = Json.read(status);
    if (all.path("status").asString("").equals("Success")) {
      return 0;
    }
    int code = Integer.parseInt(all.at("/details/causes/0/message").asString("1"));
    if (code == 126 || code == 127) {
      session.terminal().error(all.path("message").asString(""));
    }
    return code;
  }
}
