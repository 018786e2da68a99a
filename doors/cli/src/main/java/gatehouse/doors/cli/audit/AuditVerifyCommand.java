package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse audit verify}. */
@Command(
    name = "verify",
    description = {
      "Check that no line was changed, added or left out, and who signed that.",
      "An export is checked without the server; without FILE, what the server has is checked."
    },
    footer = {
      "  gatehouse audit verify audit.ndjson --key gatehouse-audit.pem",
      "  gatehouse audit verify --key gatehouse-audit.pem",
      "  gatehouse audit verify part2.ndjson --after HASH-OF-THE-LAST-LINE-OF-PART-1"
    })
public final class AuditVerifyCommand extends Verb {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "An export; - reads standard input.")
  private @Nullable String file;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = {
        "A public key that was written down earlier; may be repeated.",
        "When left out, the key is the one that the export names."
      })
  private List<Path> keys = List.of();

  @Option(
      names = "--after",
      paramLabel = "HASH",
      description = "The hash of the line before the first, where the export does not begin at 1.")
  private @Nullable String after;

  @Override
  protected int run(Session session) throws IOException {
    var verification = new Verification(after, PublicKeys.in(keys));
    String from = file;
    if (from == null) {
      try (var lines = new LineSplitter(verification::add)) {
        session.remote().copy(new Route("/v1/gatehouse/audit/export").with("from", "1"), lines);
      }
    } else {
      read(session, from, verification);
    }
    session.terminal().line(verification.result(from == null ? "The server" : from));
    return 0;
  }

  private static void read(Session session, String file, Verification verification)
      throws IOException {
    try (BufferedReader lines = open(session, file)) {
      String line;
      while ((line = lines.readLine()) != null) {
        verification.add(line);
      }
    } catch (NoSuchFileException e) {
      throw new Failure("There is no file " + file + ".");
    }
  }

  private static BufferedReader open(Session session, String file) throws IOException {
    return file.equals("-")
        ? new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
  }
}
