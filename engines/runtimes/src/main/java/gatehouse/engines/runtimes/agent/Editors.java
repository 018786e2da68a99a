package gatehouse.engines.runtimes.agent;

import gatehouse.core.image.ImageRoot;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadRuntime.Editor;
import gatehouse.engines.runtimes.agent.EditorSearch.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The notebook editors installed on this machine. They listen on a socket inside the sandbox and
 * ask for a token that only the gateway adds, so there is no password page, and their own checks of
 * origin and forgery, meant for browsers that talk to them directly, don't apply.
 */
public final class Editors {
  /** Where one is inside a sandbox. */
  public static final Place INSIDE =
      new Place("/run/gatehouse/editor.sock", "/workspace", "/tmp/jupyter");

  private static final String IN_IMAGE = "of the image";

  private final Map<Path, String> versions = new ConcurrentHashMap<>();

  /**
   * Where an editor finds itself.
   *
   * @param socket what it listens on
   * @param folder what it shows
   * @param runtime where it keeps what goes with it
   */
  public record Place(String socket, String folder, String runtime) {}

  /** Those installed on this machine. */
  public List<Editor> list() {
    return new EditorSearch(null)
        .all().stream()
            .map(
                found -> {
                  String version = version(found.program());
                  String title = found.editor().title();
                  return new Editor(
                      found.editor().id(),
                      title,
                      title + " " + version + ", installed on this machine",
                      version);
                })
            .toList();
  }

  /** Those that can be started where an image has them. */
  public static List<Editor> inImages() {
    return Arrays.stream(EditorProgram.values())
        .map(
            one ->
                new Editor(
                    one.id(), one.title(), one.title() + ", where an image has it", IN_IMAGE))
        .toList();
  }

  /**
   * The program of a notebook.
   *
   * @param image what it runs in, or null for this machine's own files
   * @throws Refused where its editor is not there
   */
  public Program program(RunSpec spec, String token, Place place, @Nullable ImageRoot image) {
    var search = new EditorSearch(image);
    List<Found> all = search.all();
    Found chosen =
        all.stream()
            .filter(found -> spec.editor() == null || found.editor().id().equals(spec.editor()))
            .findFirst()
            .orElseThrow(() -> new Refused(new NotFound("editor", missing(spec, all, image))));
    return new Program(
        chosen.editor().command(chosen.program(), search.collaboration(), place),
        List.of("--route", spec.httpPort() + "=" + place.socket),
        Map.of(
            "JUPYTER_TOKEN", token, "JUPYTER_RUNTIME_DIR", place.runtime, "SHELL", search.shell()));
  }

  private static String missing(RunSpec spec, List<Found> all, @Nullable ImageRoot image) {
    String there = all.stream().map(found -> found.editor().id()).collect(Collectors.joining(", "));
    String where = image == null ? "on this machine" : "in the image " + spec.image();
    return (spec.editor() == null ? "any" : spec.editor())
        + (there.isEmpty()
            ? "; none is installed " + where + ": install jupyter-notebook or jupyterlab"
            : "; installed " + where + ": " + there);
  }

  private String version(Path program) {
    return versions.computeIfAbsent(program, Editors::askVersion);
  }

  private static String askVersion(Path program) {
    var asked = new ProcessBuilder(program.toString(), "--version");
    asked.environment().clear();
    asked.environment().put("HOME", "/nonexistent");
    asked.environment().put("PATH", "/usr/bin:/bin");
    asked.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = asked.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return said.isBlank() ? "unknown" : said.strip().lines().findFirst().orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }
}
