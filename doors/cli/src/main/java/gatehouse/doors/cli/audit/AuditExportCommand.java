package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse audit export}. */
@Command(
    name = "export",
    description =
        "Write all lines and what is signed about them, oldest first, a JSON object per line.",
    footer = {
      "  gatehouse audit export --to audit.ndjson",
      "  gatehouse audit export --from 1000 | jq ."
    })
public final class AuditExportCommand extends Verb {
  @Option(names = "--from", paramLabel = "NUMBER", description = "The first line; 1 by default.")
  private long from = 1;

  @Option(names = "--to", paramLabel = "FILE", description = "Where to; printed when left out.")
  private @Nullable Path file;

  @Override
  protected int run(Session session) throws IOException {
    Route route = new Route("/v1/gatehouse/audit/export").with("from", Long.toString(from));
    if (file == null) {
      session.remote().copy(route, session.terminal().out());
      session.terminal().out().flush();
      return 0;
    }
    try (OutputStream to = new OnDemand(file)) {
      session.remote().copy(route, to);
    }
    session.terminal().line("Wrote " + file + ". Check it with: gatehouse audit verify " + file);
    return 0;
  }

  /**
   * A file that is touched only when there is something to write: a refusal leaves it as it was.
   */
  private static final class OnDemand extends OutputStream {
    private final Path file;
    private @Nullable OutputStream opened;

    OnDemand(Path file) {
      this.file = file;
    }

    @Override
    public void write(int one) throws IOException {
      open().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      open().write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      if (opened != null) {
        opened.close();
      }
    }

    private OutputStream open() throws IOException {
      if (opened == null) {
        opened = Files.newOutputStream(file);
      }
      return opened;
    }
  }
}
