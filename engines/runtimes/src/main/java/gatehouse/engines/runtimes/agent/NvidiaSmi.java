package gatehouse.engines.runtimes.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program that knows the GPUs of a machine; its answers are kept for some time. Safe for use by
 * many threads.
 */
final class NvidiaSmi {
  private static final long PATIENCE_SECONDS = 10;

  private final Path program;
  private final String query;
  private final long freshNanos;
  private List<List<String>> last = List.of();
  private long askedAt;
  private boolean asked;

  /**
   * @param query the fields to ask for, with commas between them
   * @param freshSeconds how long an answer is as good as a new one
   */
  NvidiaSmi(Path program, String query, long freshSeconds) {
    this.program = program;
    this.query = query;
    this.freshNanos = TimeUnit.SECONDS.toNanos(freshSeconds);
  }

  /** The fields of each GPU; none where the program is not there, or says nothing. */
  synchronized List<List<String>> answer() {
    if (!Files.isExecutable(program)) {
      return List.of();
    }
    if (!asked || System.nanoTime() - askedAt >= freshNanos) {
      int fields = query.split(",", -1).length;
      last =
          ask()
              .lines()
              .map(line -> List.of(line.split(",", -1)))
              .filter(line -> line.size() == fields)
              .map(line -> line.stream().map(String::strip).toList())
              .toList();
      asked = true;
      askedAt = System.nanoTime();
    }
    return last;
  }

  private String ask() {
    var asking =
        new ProcessBuilder(
            program.toString(), "--query-gpu=" + query, "--format=csv,noheader,nounits");
    asking.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = asking.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0
          ? said
          : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
