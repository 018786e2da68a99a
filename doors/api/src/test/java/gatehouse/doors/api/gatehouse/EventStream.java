package gatehouse.doors.api.gatehouse;

import gatehouse.doors.web.HttpSession;
import gatehouse.doors.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Somebody who follows what changes, and waits for what they expect. */
final class EventStream implements AutoCloseable {
  private static final String END = "the end";
  private static final int PATIENCE_SECONDS = 10;

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> marks = new LinkedBlockingQueue<>();

  private EventStream(HttpResponse<InputStream> response) {
    this.response = response;
    Thread.startVirtualThread(this::read);
  }

  static EventStream of(HttpSession session, String query) {
    return at(session, "/v1/gatehouse/events" + query);
  }

  static EventStream at(HttpSession session, String path) {
    return new EventStream(session.open(path));
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The next event. */
  JsonNode next() throws InterruptedException {
    String event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (event == null || event.equals(END)) {
      throw new AssertionError("no event came: " + (event == null ? "silence" : event));
    }
    return Json.mapper().readTree(event);
  }

  /** The next event of a type; others are skipped. */
  JsonNode next(String type) throws InterruptedException {
    while (true) {
      JsonNode event = next();
      if (event.get("type").asString().equals(type)) {
        return event;
      }
    }
  }

  /** Waits until the server says that it has come so far, whatever there was to tell. */
  void awaitMark(String mark) throws InterruptedException {
    String seen = "";
    while (!mark.equals(seen)) {
      seen = marks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (seen == null) {
        throw new AssertionError("it did not come to " + mark);
      }
    }
  }

  /** Waits until the server closes it. */
  void awaitEnd() throws InterruptedException {
    String event = "";
    while (!END.equals(event)) {
      event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("it was not closed");
      }
    }
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        if (line.startsWith("id: ")) {
          marks.add(line.substring("id: ".length()));
        }
        if (line.startsWith("data: ")) {
          events.add(line.substring("data: ".length()));
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      // Cut: that is an end too.
    }
    events.add(END);
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
