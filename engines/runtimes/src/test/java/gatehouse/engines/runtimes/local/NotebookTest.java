package gatehouse.engines.runtimes.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.core.workload.RunId;
import gatehouse.core.workload.RunResources;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadKind;
import gatehouse.core.workload.WorkloadRuntime.Editor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A real Jupyter in its sandbox. Without jupyter-notebook these fail: it is not optional here. */
class NotebookTest extends LocalTrials {

  @Test
  void theInstalledEditorsAreNamedWithTheirVersions() {
    assertThat(runtime().editors()).isNotEmpty();
    assertThat(runtime().editors())
        .allSatisfy(editor -> assertThat(editor.version()).matches("[0-9]+\\.[0-9].*"));
  }

  @Test
  void aNotebookAnswersTheGatewayAndNobodyWithoutItsToken() throws IOException {
    RunId run = start(notebook(anEditor()));
    watcher().listening(run);
    Upstream address = runtime().address(run, 8080).orElseThrow();
    var stranger = new Upstream.UnixSocket(((Upstream.UnixSocket) address).path(), 8080, Map.of());

    assertThat(address.headers().get("Authorization")).matches("token [0-9a-f]{48}");
    assertThat(Dialed.ask(address, "GET", "/api")).startsWith("HTTP/1.1 200").contains("version");
    assertThat(Dialed.ask(address, "GET", "/api/contents")).startsWith("HTTP/1.1 200");
    assertThat(Dialed.ask(address, "POST", "/api/kernels")).startsWith("HTTP/1.1 201");
    assertThat(Dialed.ask(stranger, "GET", "/api/contents")).startsWith("HTTP/1.1 403");
    assertThat(output(run)).doesNotContain(address.headers().get("Authorization").substring(6));
  }

  @Test
  void aRestartedServerKnowsTheNotebooksToken() throws IOException {
    RunId run = start(notebook(anEditor()));
    watcher().listening(run);
    Upstream before = runtime().address(run, 8080).orElseThrow();

    restarted();

    assertThat(watcher().listening(run).ending()).isNull();
    assertThat(runtime().address(run, 8080)).contains(before);
    assertThat(Dialed.ask(before, "GET", "/api/contents")).startsWith("HTTP/1.1 200");
  }

  @Test
  void aKernelsWebSocketOpensForAPageOfTheGatewaysHost() throws IOException {
    RunId run = start(notebook(anEditor()));
    watcher().listening(run);
    Upstream address = runtime().address(run, 8080).orElseThrow();
    String made = Dialed.ask(address, "POST", "/api/kernels");
    Matcher kernel = Pattern.compile("\"id\": ?\"([0-9a-f-]{36})\"").matcher(made);
    assertThat(kernel.find()).as(made).isTrue();

    try (Dialed dialed = Dialed.to(address)) {
      String upgrade =
          """
          GET /api/kernels/%s/channels HTTP/1.1
          Host: x.notebook.localhost:8080
          Origin: http://x.notebook.localhost:8080
          Authorization: %s
          Connection: Upgrade
          Upgrade: websocket
          Sec-WebSocket-Version: 13
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

          """
              .formatted(kernel.group(1), address.headers().get("Authorization"));
      dialed.send(upgrade.replace("\n", "\r\n").getBytes(UTF_8));
      assertThat(new String(dialed.input().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 101");
    }
  }

  @Test
  void otherPortsOfANotebookGetNoToken() {
    RunId run = start(notebook(anEditor()));
    watcher().started(run);

    assertThat(runtime().address(run, 6006).orElseThrow().headers()).isEmpty();
  }

  @Test
  void anEditorThatIsNotInstalledIsRefusedAndTheInstalledOnesAreNamed() {
    Refused refused = catchThrowableOfType(Refused.class, () -> runtime().start(notebook("emacs")));

    assertThat(refused.refusal()).isInstanceOf(NotFound.class);
    assertThat(((NotFound) refused.refusal()).name()).contains("emacs", anEditor());
    assertThat(runtime().observe()).isEmpty();
  }

  final String anEditor() {
    return runtime().editors().stream().map(Editor::id).findFirst().orElseThrow();
  }

  static RunSpec notebook(String editor) {
    return new RunSpec(
        newRun(),
        PROJECT,
        WorkloadKind.NOTEBOOK,
        "host",
        List.of(),
        Map.of(),
        editor,
        8080,
        new RunResources(1, 1024 * MIB, List.of()));
  }
}
