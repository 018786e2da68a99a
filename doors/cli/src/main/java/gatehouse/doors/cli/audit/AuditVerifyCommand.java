package gatehouse.doors.cli.audit;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code gatehouse audit verify}. */
@Command(
    name = "verify",
    description = "Check an export, without the server: no line was changed, added or left out.",
    footer = {
      "  gatehouse audit verify audit.ndjson",
      "  gatehouse audit verify part2.ndjson --after HASH-OF-THE-LAST-LINE-OF-PART-1"
    })
public final class AuditVerifyCommand extends Verb {
  private static final String CURE =
      "What can be checked is written by: gatehouse audit export --to FILE";

  @Parameters(paramLabel = "FILE", description = "An export; - reads standard input.")
  private String file = "";

  @Option(
      names = "--after",
      paramLabel = "HASH",
      description = "The hash of the line before the first, where the export does not begin at 1.")
  private @Nullable String after;

  @Override
  protected int run(Session session) throws IOException {
    var chain = new Chain(after);
    try (BufferedReader lines = open(session)) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (!line.isBlank()) {
          check(chain, line);
        }
      }
    } catch (NoSuchFileException e) {
      throw new Failure("There is no file " + file + ".");
    }
    if (chain.count() == 0) {
      throw new Failure(file + " holds no audit lines. " + CURE);
    }
    session.terminal().line(chain.summary());
    return 0;
  }

  private BufferedReader open(Session session) throws IOException {
    return file.equals("-")
        ? new BufferedReader(new InputStreamReader(session.terminal().in(), StandardCharsets.UTF_8))
        : Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
  }

  private static void check(Chain chain, String line) {
    try {
      JsonNode read = Json.read(line);
      if (!read.path("number").isNumber() || !read.path("hash").isString()) {
        throw new Failure("This is JSON, but no audit export. " + CURE);
      }
      chain.add(read);
    } catch (JacksonException e) {
      throw new Failure(
          (chain.count() == 0 ? "The first line" : "What follows line " + chain.last())
              + " is not an audit line. "
              + CURE);
    }
  }
}
