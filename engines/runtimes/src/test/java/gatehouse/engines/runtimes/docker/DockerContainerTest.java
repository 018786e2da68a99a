package gatehouse.engines.runtimes.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.workload.RunSpec;
import gatehouse.core.workload.WorkloadRuntime.Preparation;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Containers of Docker, and images that it pulls from a registry that asks for an account. */
class DockerContainerTest extends ContainerTrials {
  private static final String NAME = EngineProcess.REGISTRY + "/team/tiny";

  @RegisterExtension static final EngineProcess ENGINE = EngineProcess.docker().withRegistry();

  @Override
  EngineProcess engine() {
    return ENGINE;
  }

  @Test
  void anImageIsPulledWithTheProjectsAccountAndNobodyElseGetsItBecauseItLiesThere()
      throws IOException {
    push();
    RunSpec spec = of(NAME + ":1", List.of());

    watcher().until(() -> !(runtime().prepare(spec) instanceof Preparation.Underway));

    assertThat(runtime().prepare(spec)).isEqualTo(new Preparation.Ready());
    assertThat(outputOf(spec)).isEqualTo("own program of 42420 in /workspace\n");
    RunSpec others = inProject(spec, new ProjectId("f".repeat(32)));
    watcher().until(() -> !(runtime().prepare(others) instanceof Preparation.Underway));
    assertThat(runtime().prepare(others))
        .isInstanceOfSatisfying(
            Preparation.Failed.class,
            failed -> assertThat(failed.sentence()).contains(NAME + ":1 cannot be had", "auth"));
  }

  @Test
  void aRegistryThatDoesNotAnswerIsUnavailable() {
    RunSpec spec = of("127.0.0.1:1/team/tiny:1", List.of());

    watcher().until(() -> !(runtime().prepare(spec) instanceof Preparation.Underway));

    assertThat(runtime().prepare(spec))
        .isInstanceOfSatisfying(
            Preparation.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo("REGISTRY_UNAVAILABLE"));
  }

  private void push() throws IOException {
    load();
    try (var client = new EngineClient(engine().socket())) {
      var _ = client.post("/images/tiny/tag?repo=" + EngineClient.part(NAME) + "&tag=1", null);
      String account = "{\"username\":\"ann\",\"password\":\"secret\"}";
      client.postAndFollow(
          "/images/" + NAME + "/push?tag=1",
          Map.of("X-Registry-Auth", Base64.getUrlEncoder().encodeToString(account.getBytes(UTF_8))),
          line -> assertThat(line.path("error").asString("")).isEmpty());
      client.delete("/images/" + NAME + ":1?force=true");
      client.delete("/images/tiny?force=true");
    }
  }

  private static RunSpec inProject(RunSpec spec, ProjectId project) {
    return new RunSpec(
        newRun(),
        project,
        spec.kind(),
        spec.image(),
        spec.command(),
        Map.of(),
        null,
        8080,
        spec.resources());
  }
}
