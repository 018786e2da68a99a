package gatehouse.doors.api.ai;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.doors.web.HttpSession.Answer;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads answers as the model's generated clients do: a null where they expect an object, a list, a
 * date or a value of an enumeration makes them fail.
 */
final class Nulls {
  private static final Set<String> BY_CONTRACT =
      Set.of(
          "exitCode",
          "externalIp",
          "ip",
          "finalizedAt",
          "initializingAt",
          "lastTransitionDate",
          "monitoringUrl",
          "queuedAt",
          "sshUrl",
          "startedAt",
          "stoppedAt",
          "timeoutAt",
          "internalServiceIp",
          "lastStartedAt",
          "lastStoppedAt",
          "lastPulledCreatedAt",
          "lastPushedCreatedAt",
          "value");

  private static final Set<String> JOB_STATUS =
      Set.of(
          "state",
          "history",
          "info",
          "duration",
          "exitCode",
          "ip",
          "externalIp",
          "queuedAt",
          "initializingAt",
          "startedAt",
          "stoppedAt",
          "finalizedAt",
          "timeoutAt",
          "lastTransitionDate",
          "url",
          "monitoringUrl",
          "sshUrl",
          "dataSync",
          "volumes");

  private Nulls() {}

  /** The JSON of an answer that those clients can read. */
  static JsonNode checked(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode json = answer.json();
    walk(json, "");
    return json;
  }

  /** A whole job status, with its nullable members there. */
  static void isJobStatus(JsonNode status) {
    assertThat(status.propertyNames()).containsExactlyInAnyOrderElementsOf(JOB_STATUS);
    assertThat(status.get("history").isEmpty()).isFalse();
  }

  private static void walk(JsonNode node, String path) {
    if (node.isObject()) {
      for (var member : node.properties()) {
        String name = member.getKey();
        if (member.getValue().isNull()) {
          assertThat(BY_CONTRACT).as("null at %s.%s", path, name).contains(name);
        }
        if (name.endsWith("At") || name.endsWith("Date") || name.equals("date")) {
          assertThat(member.getValue().isNull() || isMoment(member.getValue()))
              .as("%s.%s is %s", path, name, member.getValue())
              .isTrue();
        }
        walk(member.getValue(), path + "." + name);
      }
    } else if (node.isArray()) {
      for (JsonNode item : node) {
        assertThat(item.isNull()).as("null in %s", path).isFalse();
        walk(item, path + "[]");
      }
    }
  }

  private static boolean isMoment(JsonNode node) {
    return node.isString()
        && node.asString().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
  }
}
