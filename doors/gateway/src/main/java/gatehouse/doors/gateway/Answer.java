package gatehouse.doors.gateway;

import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.NotBuilt;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.OverQuota;
import gatehouse.core.refusal.Refusal.TooLarge;
import gatehouse.core.refusal.Refusal.TooMany;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refusal.Unsupported;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something the front door says itself: a page for people, JSON for programs.
 *
 * @param headers beside those of every answer
 * @param link where people go on from here, or null
 * @param refreshes whether the page looks again by itself
 * @param missing the permission that is missing, or null
 */
record Answer(
    HttpResponseStatus status,
    String title,
    String sentence,
    Map<String, String> headers,
    @Nullable Link link,
    boolean refreshes,
    @Nullable String missing) {

  private static final String BEARER = "Bearer realm=\"Gatehouse\"";

  /** Where people go on. */
  record Link(String href, String text) {}

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer of(HttpResponseStatus status, String title, String sentence) {
    return new Answer(status, title, sentence, Map.of(), null, false, null);
  }

  /** A body did not arrive in time. */
  static Answer lateBody() {
    return of(
        HttpResponseStatus.REQUEST_TIMEOUT,
        "Too slow",
        "The rest of the request's body took too long to arrive: send it again.");
  }

  static Answer redirect(HttpResponseStatus status, String location, String sentence) {
    return of(status, "One step further", sentence)
        .with(HttpHeaderNames.LOCATION.toString(), location)
        .linking(location, "Go on");
  }

  /** The same with one header more. */
  Answer with(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, title, sentence, more, link, refreshes, missing);
  }

  /** The same for a page's own request: a browser would ask for a password in a box of its own. */
  Answer withoutBasic() {
    String challenge = HttpHeaderNames.WWW_AUTHENTICATE.toString();
    return headers.containsKey(challenge) ? with(challenge, BEARER) : this;
  }

  /** The same with a link. */
  Answer linking(String href, String text) {
    return new Answer(status, title, sentence, headers, new Link(href, text), refreshes, missing);
  }

  /** The same, worth trying again after so many seconds, which the page does by itself. */
  Answer tryAgainIn(long seconds) {
    Answer later = with(HttpHeaderNames.RETRY_AFTER.toString(), Long.toString(seconds));
    return new Answer(status, title, sentence, later.headers, link, true, missing);
  }

  /** What a refusal is in HTTP. */
  static Answer to(Refusal refusal) {
    return switch (refusal) {
      case Invalid(String field, String rule) ->
          of(HttpResponseStatus.BAD_REQUEST, "That cannot be read", field + ": " + rule);
      case Unauthenticated(String why) ->
          of(HttpResponseStatus.UNAUTHORIZED, "Sign in first", why)
              .with(
                  HttpHeaderNames.WWW_AUTHENTICATE.toString(),
                  BEARER + ", Basic realm=\"Gatehouse\", charset=\"UTF-8\"");
      case Forbidden(String missing, String why) ->
          new Answer(
              HttpResponseStatus.FORBIDDEN, "Not allowed", why, Map.of(), null, false, missing);
      case NotFound(String kind, String name) ->
          of(
              HttpResponseStatus.NOT_FOUND,
              "Not here",
              "There is no such " + kind + (name.isEmpty() ? "." : ": " + name));
      case Conflict(String reason) -> of(HttpResponseStatus.CONFLICT, "Not now", reason);
      case OverQuota(String reason) ->
          of(HttpResponseStatus.PAYMENT_REQUIRED, "Over the quota", reason);
      case TooLarge(String what, long limit) ->
          of(
              HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
              "Too large",
              what + ": at most " + limit + " bytes");
      case Unsupported(String why) ->
          of(HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "Not in this form", why);
      case TooMany(String what, Duration retryAfter) ->
          of(
                  HttpResponseStatus.TOO_MANY_REQUESTS,
                  "Too many " + what,
                  "Too many " + what + ": try again in " + seconds(retryAfter) + " s.")
              .with(HttpHeaderNames.RETRY_AFTER.toString(), Long.toString(seconds(retryAfter)));
      case Unavailable(String reason) ->
          of(HttpResponseStatus.SERVICE_UNAVAILABLE, "Not just now", reason).tryAgainIn(1);
      case NotBuilt(String what) ->
          of(HttpResponseStatus.NOT_IMPLEMENTED, "Not built yet", what + " is not built yet.");
    };
  }

  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
