package gatehouse.doors.web;

import java.io.IOException;

/** Server-sent events on a streamed answer. */
public final class Events {
  private final Outflow out;

  Events(Outflow out) {
    this.out = out;
  }

  /** Sends an event; {@code id} and {@code name} may be empty. */
  public void send(String id, String name, String data) throws IOException {
    var text = new StringBuilder();
    if (!id.isEmpty()) {
      text.append("id: ").append(oneLine(id)).append('\n');
    }
    if (!name.isEmpty()) {
      text.append("event: ").append(oneLine(name)).append('\n');
    }
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    if (data.isEmpty()) {
      text.append("data: \n");
    }
    out.write(text.append('\n').toString());
  }

  /** Sends a comment and a mark to come back with, which is no event. */
  public void beat(String id) throws IOException {
    out.write(":\nid: " + oneLine(id) + "\n\n");
  }

  /** Sends a comment, so that nobody in between takes the stream for dead. */
  public void beat() throws IOException {
    out.write(":\n\n");
  }

  /** The stream behind it, to be registered and cut. */
  public Outflow outflow() {
    return out;
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n\\x00]", " ");
  }
}
