package gatehouse.doors.cli.framework;

import gatehouse.doors.cli.command.Output;
import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.command.Verb;
import gatehouse.doors.cli.remote.Json;
import gatehouse.doors.cli.remote.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gatehouse framework add}. */
@Command(
    name = "add",
    description = {
      "Let notebooks compute with an image.",
      "",
      "The image has an editor of its own: JupyterLab, Jupyter Notebook, code-server or"
          + " openvscode-server. The version added last is the one that is meant where none is named."
    },
    footer = {
      "  gatehouse framework add pytorch quay.io/jupyter/pytorch-notebook:2025-11-03",
      "  gatehouse framework add lab oci:lab --version 4 --editor jupyterlab --editor vscode"
    })
final class FrameworkAddCommand extends Verb {
  @Parameters(index = "0", paramLabel = "ID", description = "What to call it, as pytorch.")
  private String id = "";

  @Parameters(
      index = "1",
      paramLabel = "IMAGE",
      description = "As ghcr.io/team/tool:1.2, or oci:NAME for one kept on the server.")
  private String image = "";

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Which version this is; the image's tag when left out.")
  private @Nullable String version;

  @Option(names = "--name", paramLabel = "NAME", description = "What people read.")
  private @Nullable String name;

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
  private @Nullable String description;

  @Option(
      names = "--editor",
      paramLabel = "ID",
      description = "An editor the image has, the usual one first; repeatable.")
  private List<String> editors = new ArrayList<>();

  @Mixin private Output output = new Output();

  @Override
  protected int run(Session session) {
    ObjectNode wish = Json.object().put("id", id).put("image", image);
    if (version != null) {
      wish.put("version", version);
    }
    if (name != null) {
      wish.put("name", name);
    }
    if (description != null) {
      wish.put("description", description);
    }
    if (!editors.isEmpty()) {
      var list = wish.putArray("editors");
      editors.forEach(list::add);
    }
    JsonNode added =
        session
            .remote()
            .post(Route.of("/v1/gatehouse/project/{}/framework", session.project()), wish);
    output.print(
        session.terminal(),
        added,
        () ->
            session
                .terminal()
                .line(
                    "Notebooks can compute with "
                        + id
                        + " "
                        + added.path("version").asString("")
                        + ": gatehouse notebook run "
                        + id));
    return 0;
  }
}
