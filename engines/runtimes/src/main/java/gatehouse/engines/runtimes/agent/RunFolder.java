package gatehouse.engines.runtimes.agent;

import gatehouse.core.workload.RunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run. The server writes {@code spec}, {@code options}, {@code command}, {@code
 * socket}, {@code token} before the folder gets its name, and {@code warning}, {@code over}, {@code
 * stop} later; the keeper writes {@code pid}, {@code started} and {@code ended}; the run's output
 * goes to {@code log}.
 */
public record RunFolder(Path path) {
  /** What the run may use up; goes with it. */
  static final String TEMPORARY = "tmp";

  public RunSpec spec() throws IOException {
    return SpecFile.read(path.resolve("spec"));
  }

  /** What the sandbox shows, as text, to look for paths in. */
  public String plan() throws IOException {
    return Files.readString(path.resolve("options")) + Files.readString(path.resolve("keeper"));
  }

  public Path log() {
    return path.resolve("log");
  }

  public void write(RunSpec spec, Plan plan, Path socket, @Nullable String token)
      throws IOException {
    SpecFile.write(path.resolve("spec"), spec);
    Folders.write(path.resolve("options"), items(plan.options()));
    Folders.write(path.resolve("command"), items(plan.command()));
    Folders.write(path.resolve("agent"), items(plan.agentOptions()));
    Folders.write(path.resolve("keeper"), items(plan.keeperOptions()));
    Folders.write(path.resolve("socket"), socket.toString().getBytes(StandardCharsets.UTF_8));
    if (token != null) {
      Folders.write(path.resolve("token"), token.getBytes(StandardCharsets.UTF_8));
    }
    Folders.write(log(), new byte[0]);
  }

  /** The options of what makes the sandbox. */
  public List<String> options() throws IOException {
    return readItems("options");
  }

  /** What PID 1 starts. */
  public List<String> command() throws IOException {
    return readItems("command");
  }

  /** Says why no PID 1 will come to the keeper; the run ends with that. */
  public void fail(String sentence) throws IOException {
    Folders.write(path.resolve("failed"), sentence.getBytes(StandardCharsets.UTF_8));
    keeper().ifPresent(KeeperProcess::signal);
  }

  public List<String> agentOptions() throws IOException {
    return readItems("agent");
  }

  public List<String> keeperOptions() throws IOException {
    return readItems("keeper");
  }

  public Path socket() throws IOException {
    return Path.of(Files.readString(path.resolve("socket")));
  }

  /** The editor's own token; empty for jobs and apps. */
  public Optional<String> token() {
    return text("token");
  }

  public Optional<KeeperProcess> keeper() {
    return KeeperProcess.read(path.resolve("pid"));
  }

  public Optional<Instant> startedAt() {
    return text("started").map(text -> Instant.ofEpochMilli(Long.parseLong(text.strip())));
  }

  /** What the keeper wrote at the end, by name; empty while the run goes on. */
  public Optional<Map<String, String>> ended() {
    return text("ended").map(RunFolder::fields);
  }

  public boolean stopAsked() {
    return Files.exists(path.resolve("stop"));
  }

  public void askToStop(Duration grace) throws IOException {
    String millis = Long.toString(Math.clamp(grace.toMillis(), 0, Integer.MAX_VALUE));
    Folders.write(path.resolve("stop"), millis.getBytes(StandardCharsets.UTF_8));
  }

  /** What the run is warned of; empty where there is nothing. */
  public String warning() {
    return text("warning").orElse("");
  }

  public void warn(String sentence) throws IOException {
    if (sentence.isEmpty()) {
      Files.deleteIfExists(path.resolve("warning"));
    } else {
      Folders.write(path.resolve("warning"), sentence.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Why it is ended, where that was not asked for; empty else. */
  public Optional<String> over() {
    return text("over");
  }

  public void writeOver(String sentence) throws IOException {
    Folders.write(path.resolve("over"), sentence.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes an ending in the keeper's stead, unless there is one already. */
  public void endWithoutKeeper(String kind, Instant at, String text) throws IOException {
    Path fresh = Files.createTempFile(path, "ended", ".new");
    try {
      String line = text.replace('\n', ' ');
      Files.writeString(
          fresh, "at=%d\nkind=%s\ntext=%s\n".formatted(at.toEpochMilli(), kind, line));
      Files.createLink(path.resolve("ended"), fresh);
    } catch (FileAlreadyExistsException e) {
      // The keeper's own word stands.
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** The last line of the output, for sentences; empty where there is none. */
  public String lastWords() {
    try {
      byte[] tail = RunLog.read(log(), RunLog.tail(log(), 1), 400).bytes();
      return new String(tail, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private Optional<String> text(String name) {
    try {
      return Optional.of(Files.readString(path.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] items(List<String> items) {
    return String.join("", items.stream().map(item -> item + '\0').toList())
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<String> readItems(String name) throws IOException {
    String text = Files.readString(path.resolve(name));
    return text.isEmpty()
        ? List.of()
        : List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }

  private static Map<String, String> fields(String text) {
    var fields = new LinkedHashMap<String, String>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        fields.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return fields;
  }
}
