package gatehouse.doors.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in HTTP: what both body shapes of the model's API say, joined ({@code users-api.md},
 * 1.8).
 *
 * @param status the HTTP status
 * @param type the modern {@code class}, as {@code Client::Forbidden}
 * @param code the older {@code errorCode}
 * @param message a sentence for people
 * @param missing the permission that is missing, or empty
 * @param retryAfter when it is worth trying again, or null
 */
public record Problem(
    int status,
    String type,
    String code,
    String message,
    String missing,
    @Nullable Duration retryAfter) {

  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(402, "Payment Required"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"));

  /** The name of a status. */
  static String phrase(int status) {
    return PHRASES.getOrDefault(status, status < 500 ? "Client Error" : "Server Error");
  }

  /** The body: always an object, all its values texts. */
  public Map<String, String> body() {
    var body = new LinkedHashMap<String, String>();
    body.put("message", message);
    body.put("class", type);
    body.put("errorCode", code);
    body.put("httpCode", status + " " + phrase(status));
    if (!missing.isEmpty()) {
      body.put("missing", missing);
    }
    return body;
  }

  /** The name of its status, as {@code Not Found}. */
  public String title() {
    return phrase(status);
  }

  /** The answer that says it. */
  public Reply reply() {
    Reply reply = Reply.json(body()).status(status);
    if (status == 401) {
      reply = reply.header("WWW-Authenticate", "Bearer realm=\"Gatehouse\"");
    }
    return later(reply);
  }

  /** The same answer, saying when it is worth trying again where that is known. */
  public Reply later(Reply reply) {
    return retryAfter == null
        ? reply
        : reply.header("Retry-After", Long.toString(Math.max(1, ceilSeconds(retryAfter))));
  }

  private static long ceilSeconds(Duration time) {
    return time.plusNanos(999_999_999).toSeconds();
  }
}
