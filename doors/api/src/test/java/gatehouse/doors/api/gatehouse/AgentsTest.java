package gatehouse.doors.api.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Java-http-client/25 | gatehouse CLI
          curl/8.5.0 | curl
          Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox 140 on Linux
          Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0 | Edge 141 on Windows
          Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605 Version/18.1 Safari/605 | Safari 18 on macOS
          by way of session 12 | opened from the panel or with a token
          something of my own | something of my own
          '' | an unnamed program
          """)
  void aProgramIsNamedAsPeopleKnowIt(String agent, String words) {
    assertThat(Agents.inWords(agent)).isEqualTo(words);
  }
}
