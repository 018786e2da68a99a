package gatehouse.engines.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.CustomMetric.Format;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NumbersTest {
  private static OptionalDouble in(Format format, String text, String location) {
    return Numbers.in(text.getBytes(UTF_8), format, location);
  }

  @Test
  void aNumberInJsonIsFoundByNamesAndPlaces() {
    String json = "{\"queues\":[{\"length\":3},{\"length\":\"4.5\"}],\"a.b\":7,\"on\":true}";

    assertThat(in(Format.JSON, json, "queues.0.length")).hasValue(3);
    assertThat(in(Format.JSON, json, "queues.1.length")).hasValue(4.5);
    assertThat(in(Format.JSON, json, "queues.#")).hasValue(2);
    assertThat(in(Format.JSON, json, "a\\.b")).hasValue(7);
    assertThat(in(Format.JSON, json, "on")).isEmpty();
    assertThat(in(Format.JSON, json, "queues.7.length")).isEmpty();
    assertThat(in(Format.JSON, json, "queues.x")).isEmpty();
    assertThat(in(Format.JSON, "{", "a")).isEmpty();
    assertThat(in(Format.JSON, "[".repeat(100_000), "0")).isEmpty();
  }

  @Test
  void aNumberInYamlIsFoundTheSameWay() {
    assertThat(in(Format.YAML, "queue:\n  length: 12\n", "queue.length")).hasValue(12);
    assertThat(in(Format.YAML, "a: [1, 2]\n", "a.1")).hasValue(2);
    assertThat(in(Format.YAML, "a: .inf\n", "a")).isEmpty();
    assertThat(in(Format.YAML, "a: [", "a")).isEmpty();
  }

  @Test
  void aNumberInXmlIsFoundFromItsRoot() {
    String xml = "<q kind='x'><n size='5'>7</n><m>1</m><m>2</m></q>";

    assertThat(in(Format.XML, "<q><n> 7 </n></q>", "q.n")).hasValue(7);
    assertThat(in(Format.XML, xml, "q.n.@size")).hasValue(5);
    assertThat(in(Format.XML, xml, "q.n.#text")).hasValue(7);
    assertThat(in(Format.XML, xml, "q.m.1")).hasValue(2);
    assertThat(in(Format.XML, xml, "q.m.#")).hasValue(2);
    assertThat(in(Format.XML, "<q>", "q")).isEmpty();
  }

  @Test
  void xmlReadsNothingFromOutsideAndDoesNotGrow() {
    assertThat(
            in(
                Format.XML,
                "<!DOCTYPE q [<!ENTITY x SYSTEM 'file:///proc/sys/kernel/pid_max'>]><q>&x;</q>",
                "q"))
        .isEmpty();
    assertThat(in(Format.XML, "<!DOCTYPE q [<!ENTITY a '1'>]><q>&a;</q>", "q")).isEmpty();
    assertThat(in(Format.XML, "<a>".repeat(5_000) + "</a>".repeat(5_000), "a")).isEmpty();
  }

  @Test
  void aSampleOfPrometheusIsFoundByNameAndLabels() {
    String text =
        """
        # HELP queue_length How many wait.
        # TYPE queue_length gauge
        queue_length_max 99
        queue_length{queue="a",kind="x"} 3 1700000000000
        queue_length{queue="b \\"}\\"",kind="x"} 4.5e0
        none NaN
        """;

    assertThat(in(Format.PROMETHEUS, text, "queue_length")).hasValue(3);
    assertThat(in(Format.PROMETHEUS, text, "queue_length{kind=\"x\",queue=\"b \\\"}\\\"\"}"))
        .hasValue(4.5);
    assertThat(in(Format.PROMETHEUS, text, "queue_length_max")).hasValue(99);
    assertThat(in(Format.PROMETHEUS, text, "queue_length{queue=\"c\"}")).isEmpty();
    assertThat(in(Format.PROMETHEUS, text, "none")).isEmpty();
    assertThat(in(Format.PROMETHEUS, text, "{")).isEmpty();
  }
}
