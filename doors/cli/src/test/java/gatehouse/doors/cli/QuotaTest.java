package gatehouse.doors.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuotaTest extends CommandTest {
  private static final String PATH = "/v1/gatehouse/project/-/quota";
  private static final String ANSWER =
      "{\"project\":{\"cpus\":8,\"memory\":17179869184},"
          + "\"inUse\":{\"cpus\":3,\"gpus\":0,\"memory\":6442450944,\"running\":2},"
          + "\"each\":{\"running\":4},"
          + "\"users\":[{\"username\":\"ada\",\"own\":true,\"quota\":{\"cpus\":2},"
          + "\"inUse\":{\"cpus\":1,\"gpus\":0,\"memory\":1048576,\"running\":1}}]}";

  @BeforeEach
  void answers() {
    server.answers("GET " + PATH, ANSWER);
    server.answers("PUT " + PATH, ANSWER);
    server.answers("PUT " + PATH + "/each", ANSWER);
    server.answers("PUT /v1/gatehouse/project/-/user/ada/quota", ANSWER);
  }

  @Test
  void quotasAreShownWithWhatIsInUse() {
    String out = shell.run("quota", "show").out();

    assertThat(out).contains("the project", "3 of 8", "6 GiB of 16 GiB", "2 of no limit");
    assertThat(out).contains("ada", "1 of 2", "1 MiB of no limit");
  }

  @Test
  void usageIsShownByUserOrLabel() {
    server.answers(
        "GET /v1/gatehouse/project/-/usage?by=label&days=30",
        "{\"by\":\"label\",\"days\":30,\"items\":["
            + "{\"name\":\"team=red\",\"cpuHours\":1.5,\"gpuHours\":0.25}]}");

    String out = shell.run("usage", "--by", "label", "--since", "30d").out();

    assertThat(out).contains("LABEL", "CPU-HOURS", "team=red", "1.50", "0.25");
    assertThat(shell.run("usage", "--since", "yesterday").code()).isEqualTo(2);
  }

  @Test
  void whatIsNotNamedStaysAsItIs() {
    shell.run("quota", "set", "--cpu", "none", "--running", "5");
    assertThat(server.last().line()).isEqualTo("PUT " + PATH);
    assertThat(server.last().body())
        .isEqualTo("{\"cpus\":null,\"memory\":17179869184,\"running\":5}");
    shell.run("quota", "set", "--each", "--memory", "2GiB");
    assertThat(server.last().body()).isEqualTo("{\"running\":4,\"memory\":2147483648}");
    shell.run("quota", "set", "--user", "ada", "--gpu", "1");
    assertThat(server.last().body()).isEqualTo("{\"cpus\":2,\"gpus\":1}");
  }

  @Test
  void whatIsNoNumberIsRefusedBeforeTheServerIsAskedToChangeAnything() {
    assertThat(shell.run("quota", "set", "--cpu", "many").all())
        .contains("--cpu is a whole number");
    assertThat(shell.run("quota", "set", "--memory", "2 Gigs").all()).contains("as 16GiB");
    assertThat(shell.run("quota", "set").all()).contains("Say what to set");
    assertThat(server.asked()).noneMatch(asked -> asked.line().startsWith("PUT"));
  }
}
