package gatehouse.engines.runtimes.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The editors we know how to start. Each listens on a socket inside the sandbox that nobody but the
 * gateway reaches; none has a password page of its own.
 */
enum EditorProgram {
  LAB("jupyterlab", "JupyterLab"),
  TOGETHER("jupyterlabcollaborative", "JupyterLab for several at once"),
  NOTEBOOK("jupyternotebook", "Jupyter Notebook"),
  CODE("vscode", "Visual Studio Code");

  private final String id;
  private final String title;

  EditorProgram(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The name of the model for it. */
  String id() {
    return id;
  }

  /** What people call it. */
  String title() {
    return title;
  }

  /** The names its program may have, the first there is being taken. */
  List<String> programs() {
    return switch (this) {
      case LAB, TOGETHER -> List.of("jupyter-lab");
      case NOTEBOOK -> List.of("jupyter-notebook");
      case CODE -> List.of("code-server", "openvscode-server");
    };
  }

  /** Whether it is there only with the extension by which several work on one document. */
  boolean needsCollaboration() {
    return this == TOGETHER;
  }

  /**
   * What is started.
   *
   * @param collaboration whether that extension is there
   */
  List<String> command(Path program, boolean collaboration, Editors.Place place) {
    String name = program.getFileName().toString();
    return switch (this) {
      case LAB, TOGETHER -> {
        var command = jupyter(program, place, List.of("ServerApp"));
        if (this == LAB && collaboration) {
          command.add("--YDocExtension.disable_rtc=True");
        }
        yield command;
      }
      // Which of the two a version reads is its own business; it leaves the other alone.
      case NOTEBOOK -> jupyter(program, place, List.of("NotebookApp", "ServerApp"));
      case CODE -> name.equals("code-server") ? codeServer(program, place) : open(program, place);
    };
  }

  private static List<String> jupyter(Path program, Editors.Place place, List<String> settings) {
    var command = new ArrayList<>(List.of(program.toString(), "--no-browser"));
    for (String app : settings) {
      String set = "--" + app + ".";
      String folder = app.equals("ServerApp") ? "root_dir" : "notebook_dir";
      command.addAll(
          List.of(
              set + "sock=" + place.socket(),
              set + "sock_mode=0666",
              set + folder + "=" + place.folder(),
              set + "base_url=/",
              set + "password=",
              set + "allow_remote_access=True",
              set + "trust_xheaders=True",
              set + "quit_button=False",
              // Without a sandbox it may run as root.
              set + "allow_root=True"));
    }
    return command;
  }

  private static List<String> codeServer(Path program, Editors.Place place) {
    String own = place.folder() + "/.local/share/code-server";
    return List.of(
        program.toString(),
        "--auth=none",
        "--socket=" + place.socket(),
        "--socket-mode=666",
        "--disable-telemetry",
        "--disable-update-check",
        "--user-data-dir=" + own,
        "--extensions-dir=" + own + "/extensions",
        place.folder());
  }

  private static List<String> open(Path program, Editors.Place place) {
    return List.of(
        program.toString(),
        "--socket-path=" + place.socket(),
        "--without-connection-token",
        "--accept-server-license-terms",
        "--telemetry-level=off",
        "--server-data-dir=" + place.folder() + "/.openvscode-server",
        "--default-folder=" + place.folder());
  }
}
