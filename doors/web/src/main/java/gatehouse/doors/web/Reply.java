package gatehouse.doors.web;

import gatehouse.doors.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer. Immutable; every {@code with}-like method returns a new one. */
public final class Reply {
  private static final String JSON = "application/json;charset=utf-8";

  private final int status;
  private final String type;
  private final byte[] bytes;
  private final @Nullable Streaming streaming;
  private final Map<String, String> headers;
  private final Map<String, SetCookie> cookies;

  private Reply(
      int status,
      String type,
      byte[] bytes,
      @Nullable Streaming streaming,
      Map<String, String> headers,
      Map<String, SetCookie> cookies) {
    this.status = status;
    this.type = type;
    this.bytes = bytes;
    this.streaming = streaming;
    this.headers = headers;
    this.cookies = cookies;
  }

  /** A record, list or map as JSON; null is the JSON text {@code null}. */
  public static Reply json(@Nullable Object value) {
    return bytes(JSON, Json.bytes(value));
  }

  /** The JSON text {@code null}: how the model's API says "done". */
  public static Reply nothing() {
    return json(null);
  }

  /** 204, no body. */
  public static Reply noContent() {
    return bytes("", new byte[0]).status(204);
  }

  /** Plain text. */
  public static Reply text(String text) {
    return bytes("text/plain;charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A page. */
  public static Reply html(String html) {
    return bytes("text/html;charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes of a media type. */
  public static Reply bytes(String type, byte[] bytes) {
    return new Reply(200, type, bytes, null, Map.of(), Map.of());
  }

  /** 303 to another place. */
  public static Reply redirect(String location) {
    return bytes("", new byte[0]).status(303).header("Location", location);
  }

  /** A body written bit by bit. */
  public static Reply stream(String type, Streaming streaming) {
    return new Reply(200, type, new byte[0], streaming, Map.of(), Map.of());
  }

  /** Server-sent events. */
  public static Reply events(EventWriter writer) {
    return stream("text/event-stream;charset=utf-8", out -> writer.write(new Events(out)));
  }

  /** What sends events; may block as long as it likes. */
  @FunctionalInterface
  public interface EventWriter {
    /** Sends the events; the stream ends when it returns. */
    void write(Events events) throws java.io.IOException;
  }

  /** The same with another status. */
  public Reply status(int other) {
    return new Reply(other, type, bytes, streaming, headers, cookies);
  }

  /** The same with one header more, or that one replaced. */
  public Reply header(String name, String value) {
    if (value.chars().anyMatch(c -> c < ' ' || c == 127)) {
      throw new IllegalArgumentException("no control characters in the header " + name);
    }
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, type, bytes, streaming, more, cookies);
  }

  /** The same, setting a cookie. */
  public Reply cookie(SetCookie cookie) {
    var more = new LinkedHashMap<>(cookies);
    more.put(cookie.name(), cookie);
    return new Reply(status, type, bytes, streaming, headers, more);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  byte[] body() {
    return bytes;
  }

  @Nullable Streaming streaming() {
    return streaming;
  }

  Map<String, String> headers() {
    return headers;
  }

  Iterable<SetCookie> cookies() {
    return cookies.values();
  }
}
