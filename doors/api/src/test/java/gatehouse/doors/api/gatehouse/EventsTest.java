package gatehouse.doors.api.gatehouse;

import static gatehouse.doors.api.gatehouse.PanelHouse.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.RoleName;
import gatehouse.doors.web.HttpSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventsTest {
  private final PanelHouse house = new PanelHouse();
  private final HttpSession admin = house.admin();
  private final List<EventStream> streams = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (EventStream stream : streams) {
      stream.close();
    }
    house.close();
  }

  private EventStream follow(HttpSession session, String query) throws InterruptedException {
    EventStream stream = EventStream.of(session, query);
    streams.add(stream);
    assertThat(stream.next().get("type").asString()).isEqualTo("hello");
    return stream;
  }

  @Test
  void aNewUserIsToldWithAllThatTheListShows() throws Exception {
    EventStream stream = follow(admin, "?topics=users");
    assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
    assertThat(stream.header("Content-Type")).startsWith("text/event-stream");

    admin.post(HERE + "/user", "{\"description\":\"<b>Marie</b>\",\"roles\":[]}");

    JsonNode event = stream.next("user.changed");
    assertThat(event.get("object").get("description").asString()).isEqualTo("<b>Marie</b>");
    assertThat(event.get("allowedActions").get("user.suspend").get("allowed").asBoolean()).isTrue();
    assertThat(event.get("version").isNumber()).isTrue();
    assertThat(event.get("id").asString()).startsWith("here-");
  }

  @Test
  void whoMaySeeNoUsersHearsOfNone() throws Exception {
    HttpSession reader = house.reader();
    EventStream readers = follow(reader, "");
    EventStream admins = follow(admin, "?topics=users");

    admin.post(HERE + "/user", "{\"description\":\"Marie\",\"roles\":[]}");
    admins.next("user.changed");
    HttpSession operator = house.operator();
    PanelHouse.job(operator, "first");

    JsonNode event = readers.next();
    assertThat(event.get("type").asString()).isEqualTo("job.changed");
    assertThat(event.get("object").get("name").asString()).isEqualTo("first");
    assertThat(event.get("allowedActions").get("job.stop").get("refusedBy").asString())
        .isEqualTo("role");
  }

  @Test
  void whoFollowsOneKindHearsNothingOfTheOthers() throws Exception {
    HttpSession operator = house.operator();
    EventStream stream = follow(operator, "?topics=notebooks,jobs");
    EventStream apps = follow(operator, "?topics=apps");

    PanelHouse.job(operator, "first");
    stream.next("job.changed");
    house.installation.roles.add(
        house.installation.admin(),
        house.installation.project,
        house
            .installation
            .users
            .get(
                house.installation.admin(),
                house.installation.project,
                new gatehouse.core.identity.UserName("operator"))
            .user()
            .id(),
        new gatehouse.core.administration.RoleWish(
            gatehouse.core.access.BuiltInRoles.named(RoleName.AI_TRAINING_READ), null));

    assertThat(apps.next().get("type").asString()).isEqualTo("session-changed");
  }

  @Test
  void aRoleThatIsTakenAwaySilencesWhatItLetOneHear() throws Exception {
    HttpSession reader = house.reader();
    EventStream stream = follow(reader, "");

    admin.delete(HERE + "/user/reader/role/ai_training_read");
    assertThat(stream.next().get("type").asString()).isIn("session-changed", "access.changed");
    HttpSession operator = house.operator();
    PanelHouse.job(operator, "secret");
    stream.awaitMark(house.news.now().toString());
    admin.post(HERE + "/user/reader/role", "{\"name\":\"ai_training_read\"}");
    stream.next("session-changed");
    PanelHouse.job(operator, "open");

    JsonNode job = stream.next("job.changed");
    assertThat(job.get("object").get("name").asString()).isEqualTo("open");
  }

  @Test
  void theStreamEndsWithTheSessionItStandsOn() throws Exception {
    HttpSession reader = house.reader();
    EventStream stream = follow(reader, "");
    assertThat(house.installation.connections.all())
        .extracting(connection -> connection.kind())
        .containsExactly(ConnectionKind.EVENT_STREAM);

    JsonNode receipt = admin.post(HERE + "/user/reader/suspend", "").json().get("receipt");

    stream.awaitEnd();
    assertThat(receipt.get("connections").get("event_stream").asInt()).isEqualTo(1);
    assertThat(house.installation.connections.all()).isEmpty();
  }

  @Test
  void whoComesBackHearsWhatCameMeanwhile() throws Exception {
    EventStream stream = follow(admin, "?topics=users");
    admin.post(HERE + "/user", "{\"description\":\"One\",\"roles\":[]}");
    String mark = stream.next("user.changed").get("id").asString();
    stream.close();
    admin.post(HERE + "/user", "{\"description\":\"Two\",\"roles\":[]}");

    EventStream again = follow(admin.with("Last-Event-ID", mark), "?topics=users");

    assertThat(again.next("user.changed").get("object").get("description").asString())
        .isEqualTo("Two");
  }

  @Test
  void whoComesBackHearsOfWhatTheyMissedOnlyWhatTheyMay() throws Exception {
    HttpSession reader = house.reader();
    HttpSession operator = house.operator();
    EventStream stream = follow(reader, "");
    String mark = house.news.now().toString();
    stream.close();
    admin.post(HERE + "/user", "{\"description\":\"Hidden\",\"roles\":[]}");
    PanelHouse.job(operator, "missed");

    EventStream again = follow(reader.with("Last-Event-ID", mark), "");

    List<JsonNode> heard = new ArrayList<>();
    do {
      heard.add(again.next());
    } while (!heard.getLast().get("type").asString().equals("job.changed"));
    assertThat(heard.getLast().get("object").get("name").asString()).isEqualTo("missed");
    assertThat(heard.toString()).doesNotContain("Hidden").doesNotContain("user.changed");
  }

  @Test
  void whoComesBackWithoutTheRoleHearsNothingOfWhatItLetOneHear() throws Exception {
    HttpSession reader = house.reader();
    HttpSession operator = house.operator();
    EventStream stream = follow(reader, "");
    String mark = house.news.now().toString();
    stream.close();
    PanelHouse.job(operator, "secret");
    admin.delete(HERE + "/user/reader/role/ai_training_read");

    EventStream again = follow(reader.with("Last-Event-ID", mark), "");
    again.awaitMark(house.news.now().toString());
    admin.post(HERE + "/user/reader/role", "{\"name\":\"ai_training_read\"}");
    again.next("session-changed");
    PanelHouse.job(operator, "open");

    assertThat(again.next("job.changed").get("object").get("name").asString()).isEqualTo("open");
  }

  @Test
  void whoWasAwayForLongerThanIsKeptIsToldToReadAnewAndGoesOnFromThere() throws Exception {
    EventStream stream = follow(admin, "?topics=users");
    String mark = house.news.now().toString();
    stream.close();
    for (int i = 0; i <= PanelHouse.KEPT; i++) {
      admin.post(HERE + "/user", "{\"description\":\"Missed " + i + "\",\"roles\":[]}");
    }

    EventStream again = follow(admin.with("Last-Event-ID", mark), "?topics=users");

    JsonNode first = again.next();
    assertThat(first.get("type").asString()).isEqualTo("resync");
    assertThat(first.get("id").asString()).isEqualTo(house.news.now().toString());
    admin.post(HERE + "/user", "{\"description\":\"Afterwards\",\"roles\":[]}");
    assertThat(again.next("user.changed").get("object").get("description").asString())
        .isEqualTo("Afterwards");
  }

  @Test
  void whoCannotGoOnIsToldToReadAnew() throws Exception {
    EventStream unknown = EventStream.of(admin.with("Last-Event-ID", "elsewhere-7"), "");
    streams.add(unknown);
    assertThat(unknown.next().get("type").asString()).isEqualTo("resync");

    EventStream stream = follow(admin, "?topics=users");
    house.news.tellThatAnythingMayHaveChanged();

    assertThat(stream.next().get("type").asString()).isEqualTo("resync");
  }

  @Test
  void aDeletedUserIsToldByIdAlone() throws Exception {
    JsonNode user =
        admin.post(HERE + "/user", "{\"description\":\"Gone\",\"roles\":[]}").json().get("user");
    EventStream stream = follow(admin, "?topics=users");

    admin.delete(HERE + "/user/" + user.get("id").asInt());

    JsonNode event = stream.next("user.deleted");
    assertThat(event.get("object").get("id").asInt()).isEqualTo(user.get("id").asInt());
    assertThat(event.toString()).doesNotContain("Gone");
  }

  @Test
  void nobodyOpensStreamsWithoutEnd() throws Exception {
    HttpSession reader = house.reader();
    for (int i = 0; i < EventsResource.MOST_STREAMS; i++) {
      follow(reader, "");
    }

    assertThat(reader.get("/v1/gatehouse/events").status()).isEqualTo(429);
    assertThat(follow(admin, "").status()).isEqualTo(200);
  }

  @Test
  void unknownTopicsAndStrangersAreRefused() {
    assertThat(admin.get("/v1/gatehouse/events?topics=users,weather").status()).isEqualTo(400);
    assertThat(admin.get("/v1/gatehouse/events?project=" + "0".repeat(32)).status()).isEqualTo(404);
    assertThat(house.installation.http().get("/v1/gatehouse/events").status()).isEqualTo(401);
  }
}
