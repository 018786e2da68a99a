package gatehouse.doors.web;

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
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one table from refusals to HTTP. */
public final class Refusals {
  private static final Duration SOON = Duration.ofSeconds(2);

  private Refusals() {}

  /** How HTTP says a refusal. */
  public static Problem of(Refusal refusal) {
    return switch (refusal) {
      case Invalid(String code, String text) when isCode(code) ->
          problem(400, "Client::BadRequest", code, text);
      case Invalid(String field, String rule) ->
          problem(400, "Client::BadRequest", "INVALID_PARAMETER", field + ": " + rule);
      case Unauthenticated(String why) ->
          problem(401, "Client::Unauthorized", "UNAUTHENTICATED", why);
      case Forbidden(String code, String text) when isCode(code) ->
          problem(403, "Client::Forbidden", code, text);
      case Forbidden(String missing, String why) ->
          new Problem(403, "Client::Forbidden", "FORBIDDEN", why, missing, null);
      case NotFound(String kind, String name) ->
          problem(404, "Client::NotFound", "NOT_FOUND", notFound(kind, name));
      case Conflict(String reason) -> problem(409, "Client::Conflict", "CONFLICT", reason);
      case OverQuota(String reason) ->
          problem(402, "Client::PaymentRequired", "OVER_QUOTA", reason);
      case TooLarge(String what, long limit) ->
          problem(
              413,
              "Client::ContentTooLarge",
              "TOO_LARGE",
              what + " is larger than the " + limit + " bytes that are taken here");
      case Unsupported(String why) ->
          problem(415, "Client::UnsupportedMediaType", "UNSUPPORTED_MEDIA_TYPE", why);
      case TooMany(String what, Duration retryAfter) ->
          problem(
              429,
              "Client::TooManyRequests",
              "TOO_MANY_REQUESTS",
              "Too many " + what + " lately. Try again in " + seconds(retryAfter) + ".",
              retryAfter);
      case Unavailable(String reason) ->
          problem(503, "Server::ServiceUnavailable", "UNAVAILABLE", reason, SOON);
      case NotBuilt(String what) -> problem(501, "Server::NotImplemented", "NOT_IMPLEMENTED", what);
    };
  }

  /** No route has this path. */
  static Problem noRoute() {
    return problem(404, "Client::NotFound", "NOT_FOUND", "Got an invalid (or empty) URL");
  }

  /** The path is there, but not for this method. */
  static Problem wrongMethod(String method) {
    return problem(
        405,
        "Client::MethodNotAllowed",
        "METHOD_NOT_ALLOWED",
        "This path does not answer " + method + ".");
  }

  /** What the server itself says about a request that is no valid HTTP. */
  static Problem notHttp(int status) {
    return status >= 500
        ? fault()
        : problem(
            status,
            "Client::BadRequest",
            "BAD_REQUEST",
            status == 431
                ? "The headers are larger than is taken here."
                : "This is not a request that can be read.");
  }

  /** Something of ours broke; the log says what, under the request's id. */
  static Problem fault() {
    return problem(
        500, "Server::InternalServerError", "INTERNAL_SERVER_ERROR", "Internal server error");
  }

  /** Signed calls are refused with the model's own codes, which are in capitals. */
  private static boolean isCode(String text) {
    return text.contains("_") && text.equals(text.toUpperCase(Locale.ROOT));
  }

  private static String notFound(String kind, String name) {
    if (kind.equals("project")) {
      return "This service does not exist";
    }
    return name.isEmpty()
        ? "There is no such " + kind + "."
        : "There is no " + kind + " " + shortened(name) + ".";
  }

  private static String shortened(String name) {
    return name.length() <= 80 ? name : name.substring(0, 80) + "…";
  }

  private static String seconds(Duration time) {
    long seconds = Math.max(1, time.plusMillis(999).toSeconds());
    return seconds == 1 ? "a second" : seconds + " seconds";
  }

  private static Problem problem(int status, String type, String code, String message) {
    return problem(status, type, code, message, null);
  }

  private static Problem problem(
      int status, String type, String code, String message, @Nullable Duration retryAfter) {
    return new Problem(status, type, code, message, "", retryAfter);
  }
}
