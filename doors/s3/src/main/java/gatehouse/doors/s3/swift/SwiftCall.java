package gatehouse.doors.s3.swift;

import gatehouse.core.access.Caller;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.S3Action;
import gatehouse.doors.s3.transfer.Transfer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request of Swift, with who asks and what may be asked of their project's shelf. */
final class SwiftCall {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Transfer transfer;
  private final Caller caller;
  private final ProjectId project;
  private final ObjectShelf shelf;
  private final SwiftPath path;
  private final Map<String, String> query;

  SwiftCall(
      HttpServletRequest request,
      HttpServletResponse response,
      Transfer transfer,
      Caller caller,
      ProjectId project,
      ObjectShelf shelf,
      SwiftPath path) {
    this.request = request;
    this.response = response;
    this.transfer = transfer;
    this.caller = caller;
    this.project = project;
    this.shelf = shelf;
    this.path = path;
    this.query = fields(request.getQueryString());
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  Transfer transfer() {
    return transfer;
  }

  ObjectShelf shelf() {
    return shelf;
  }

  SwiftPath path() {
    return path;
  }

  BucketName bucket() {
    return new BucketName(path.container());
  }

  ObjectKey key() {
    return new ObjectKey(path.object());
  }

  boolean isHead() {
    return request.getMethod().equals("HEAD");
  }

  /** Lets the caller do this, or refuses it. */
  void permit(S3Action action, String bucket, String key) {
    transfer.permit(caller, project, action, bucket, key);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name)).filter(text -> !text.isBlank());
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** Answers without a body. */
  void done(int status) {
    response.setStatus(status);
    if (status != 204 && status != 304) {
      response.setContentLengthLong(0);
    }
  }

  /** Answers a body that is at hand. */
  void answer(int status, String type, byte[] body) throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLengthLong(body.length);
    if (!isHead()) {
      transfer.checkpoint();
      response.getOutputStream().write(body);
    }
  }

  static String date(Instant at) {
    return HTTP_DATE.format(at);
  }

  /** Seconds and five decimals, as Swift tells times. */
  static String timestamp(Instant at) {
    return String.format(Locale.ROOT, "%d.%05d", at.getEpochSecond(), at.getNano() / 10_000);
  }

  private static Map<String, String> fields(@Nullable String text) {
    var fields = new LinkedHashMap<String, String>();
    if (text == null) {
      return fields;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = field(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty()
          && fields.put(name, equals < 0 ? "" : field(pair.substring(equals + 1))) != null) {
        throw new Refused(new Invalid(name, "once"));
      }
    }
    return fields;
  }

  private static String field(String text) {
    String decoded = SwiftPath.decoded(text.replace('+', ' '));
    if (decoded.indexOf('\0') >= 0) {
      throw new Refused(new Invalid("query", "text without NUL"));
    }
    return decoded;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
