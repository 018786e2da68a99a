package gatehouse.doors.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sessions are named so that their owner recognises them. */
class AgentsTest {

  @Test
  void ourCommandLineIsNamedWithItsMachine() {
    assertThat(Agents.inWords("gatehouse-cli (lab-7.example)"))
        .isEqualTo("gatehouse CLI on lab-7.example");
  }

  @Test
  void browsersAreNamedWithTheirSystem() {
    assertThat(
            Agents.inWords(
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"))
        .isEqualTo("Firefox on Linux");
    assertThat(
            Agents.inWords(
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"))
        .isEqualTo("Edge on Windows");
    assertThat(
            Agents.inWords(
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"
                    + " (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"))
        .isEqualTo("Safari on iPhone");
  }

  @Test
  void whatIsNotKnownKeepsItsOwnName() {
    assertThat(Agents.inWords("curl/8.10")).isEqualTo("curl/8.10");
    assertThat(Agents.inWords("gatehouse-cli (<b>)")).isEqualTo("gatehouse-cli (<b>)");
  }
}
