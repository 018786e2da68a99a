package gatehouse.engines.runtimes.agent;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadRuntime.Editor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The notebook editors installed on this machine. They listen on a socket inside the sandbox and
 * ask for a token that only the gateway adds, so there is no password page, and their own checks of
 * origin and forgery, meant for browsers that talk to them directly, don't apply.
 */
public final class Editors {
  /** Where one is inside a sandbox. */
  public static final Place INSIDE =
      new Place("/run/gatehouse/editor.sock", "/workspace", "/tmp/jupyter");

  private static final List<Path> FOLDERS = List.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"));

  private final Map<Path, String> versions = new ConcurrentHashMap<>();

  /** What we know how to start. */
  private enum Known {
    LAB("jupyterlab", "JupyterLab", "jupyter-lab", "ServerApp"),
    NOTEBOOK("jupyternotebook", "Jupyter Notebook", "jupyter-notebook", "NotebookApp");

    private final String id;
    private final String title;
    private final String program;
    private final String settings;

    Known(String id, String title, String program, String settings) {
      this.id = id;
      this.title = title;
      this.program = program;
      this.settings = settings;
    }
  }

  /**
   * Where an editor finds itself.
   *
   * @param socket what it listens on
   * @param folder what it shows
   * @param runtime where it keeps what goes with it
   */
  public record Place(String socket, String folder, String runtime) {}

  private record Installed(Known editor, Path program, String version) {}

  public List<Editor> list() {
    return installed().stream()
        .map(
            found ->
                new Editor(
                    found.editor.id,
                    found.editor.title,
                    found.editor.title + " " + found.version + ", installed on this machine",
                    found.version))
        .toList();
  }

  /**
   * The program of a notebook.
   *
   * @throws Refused where its editor is not installed
   */
  public Program program(RunSpec spec, String token, Place place) {
    List<Installed> installed = installed();
    Installed chosen =
        installed.stream()
            .filter(found -> spec.editor() == null || found.editor.id.equals(spec.editor()))
            .findFirst()
            .orElseThrow(() -> new Refused(new NotFound("editor", missing(spec, installed))));
    String app = "--" + chosen.editor.settings + ".";
    String folder = chosen.editor == Known.LAB ? "root_dir" : "notebook_dir";
    return new Program(
        List.of(
            chosen.program.toString(),
            "--no-browser",
            app + "sock=" + place.socket,
            app + "sock_mode=0666",
            app + folder + "=" + place.folder,
            app + "base_url=/",
            app + "password=",
            app + "allow_remote_access=True",
            app + "trust_xheaders=True",
            app + "quit_button=False",
            // Without a sandbox it may run as root.
            app + "allow_root=True"),
        List.of("--route", spec.httpPort() + "=" + place.socket),
        Map.of("JUPYTER_TOKEN", token, "JUPYTER_RUNTIME_DIR", place.runtime, "SHELL", "/bin/bash"));
  }

  private static String missing(RunSpec spec, List<Installed> installed) {
    String there =
        installed.stream().map(found -> found.editor.id).collect(Collectors.joining(", "));
    return (spec.editor() == null ? "any" : spec.editor())
        + (there.isEmpty()
            ? "; none is installed on this machine: install jupyter-notebook or jupyterlab"
            : "; installed on this machine: " + there);
  }

  private List<Installed> installed() {
    var found = new ArrayList<Installed>();
    for (Known editor : Known.values()) {
      for (Path folder : FOLDERS) {
        Path program = folder.resolve(editor.program);
        if (Files.isExecutable(program)) {
          found.add(new Installed(editor, program, version(program)));
          break;
        }
      }
    }
    return found;
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
