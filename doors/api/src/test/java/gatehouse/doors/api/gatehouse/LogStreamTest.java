package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.workload.RunId;
import gatehouse.core.workload.WorkloadId;
import gatehouse.doors.web.HttpSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LogStreamTest {
  private final PanelHouse house = new PanelHouse();
  private final HttpSession operator = house.operator();
  private final String id = PanelHouse.job(operator, "talker");
  private final RunId run = new RunId(WorkloadId.of(id), 1, 0);
  private final String path = HERE + "/workload/job/" + id + "/log";

  LogStreamTest() {
    house.reconciler.step();
  }

  @AfterEach
  void stop() {
    house.close();
  }

  private static String text(EventStream stream) throws InterruptedException {
    return stream.next("text").get("text").asString();
  }

  @Test
  void aLogBeginsNearItsEndAndIsFollowedUntilTheRunIsOver() throws Exception {
    house.runtime.writes(run, "one\ntwo\nthree é\n");
    try (EventStream stream = EventStream.at(operator, path + "?tail=2")) {
      assertThat(text(stream)).isEqualTo("two\nthree é\n");

      house.runtime.writes(run, "<img onerror=x>\u001b[31m\n");
      assertThat(text(stream)).isEqualTo("<img onerror=x>\u001b[31m\n");
      house.runtime.ends(run, 0);
      for (int i = 0; i < 5; i++) {
        house.reconciler.step();
      }

      JsonNode end = stream.next("end");
      assertThat(end.get("run").asInt()).isEqualTo(1);
      stream.awaitEnd();
    }
  }

  @Test
  void whoComesBackGoesOnWhereTheyLeftOff() throws Exception {
    house.runtime.writes(run, "one\n");
    long position;
    try (EventStream stream = EventStream.at(operator, path)) {
      position = stream.next("text").get("position").asLong();
    }
    house.runtime.writes(run, "two\n");

    try (EventStream stream =
        EventStream.at(operator.with("Last-Event-ID", "1-" + position), path)) {
      assertThat(text(stream)).isEqualTo("two\n");
    }
    try (EventStream stream = EventStream.at(operator.with("Last-Event-ID", "7-1"), path)) {
      assertThat(text(stream)).isEqualTo("one\ntwo\n");
    }
  }

  @Test
  void theStreamEndsWithTheRightToRead() throws Exception {
    HttpSession admin = house.admin();
    HttpSession reader = house.reader();
    house.runtime.writes(run, "one\n");
    try (EventStream stream = EventStream.at(reader, path)) {
      assertThat(text(stream)).isEqualTo("one\n");

      JsonNode receipt =
          admin.delete(HERE + "/user/reader/role/ai_training_read").json().get("receipt");

      stream.awaitEnd();
      assertThat(receipt.get("connections").get("log").asInt()).isEqualTo(1);
      assertThat(reader.get(path).status()).isEqualTo(403);
    }
  }
}
