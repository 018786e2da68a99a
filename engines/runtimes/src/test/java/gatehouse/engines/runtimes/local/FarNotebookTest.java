package gatehouse.engines.runtimes.local;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.Upstream;
import gatehouse.core.workload.WorkloadRuntime;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same as seen from another node. */
class FarNotebookTest extends NotebookTest {
  @RegisterExtension final FarEnd far = new FarEnd();

  @Override
  protected WorkloadRuntime runtime() {
    return far.of(opened.runtime());
  }

  /** By another socket: that is of the node it is seen from. */
  @Override
  @Test
  void aRestartedServerKnowsTheNotebooksToken() throws IOException {
    RunId run = start(notebook(anEditor()));
    watcher().listening(run);
    Upstream before = runtime().address(run, 8080).orElseThrow();

    restarted();

    assertThat(watcher().listening(run).ending()).isNull();
    Upstream after = runtime().address(run, 8080).orElseThrow();
    assertThat(after.headers()).isEqualTo(before.headers());
    assertThat(Dialed.ask(after, "GET", "/api/contents")).startsWith("HTTP/1.1 200");
  }
}
