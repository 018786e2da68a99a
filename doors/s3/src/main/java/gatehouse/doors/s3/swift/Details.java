package gatehouse.doors.s3.swift;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectShelf;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is sent along with an object: kept as S3 keeps it, so that either reads the other's. */
final class Details {
  private static final String META = "x-object-meta-";
  private static final String KEPT = "meta:";
  private static final int MOST = 8 * 1024;
  private static final String TYPE = "content-type";
  private static final String UNKNOWN = "application/octet-stream";
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
  private static final List<String> PLAIN =
      List.of("content-encoding", "content-disposition", "cache-control", "content-language");

  private Details() {}

  /** What a request sends along. */
  static Map<String, String> of(SwiftCall call) {
    var details = new HashMap<>(given(call));
    details.putIfAbsent(TYPE, UNKNOWN);
    return bounded(details);
  }

  /** Those of a copy: the source's, and what the request says anew. */
  static Map<String, String> copied(SwiftCall call, Map<String, String> source) {
    boolean fresh = call.header("X-Fresh-Metadata").filter("true"::equalsIgnoreCase).isPresent();
    var details = new HashMap<>(source);
    if (fresh) {
      details.keySet().removeIf(name -> name.startsWith(KEPT));
    }
    details.putAll(given(call));
    return bounded(details);
  }

  /** Those that a request puts in place of what was there; the type stays where it names none. */
  static Map<String, String> replaced(SwiftCall call, Map<String, String> present) {
    var details = new HashMap<>(given(call));
    details.putIfAbsent(TYPE, present.getOrDefault(TYPE, UNKNOWN));
    PLAIN.forEach(
        name ->
            Optional.ofNullable(present.get(name))
                .ifPresent(was -> details.putIfAbsent(name, was)));
    return bounded(details);
  }

  private static Map<String, String> given(SwiftCall call) {
    var details = new HashMap<String, String>();
    call.header("Content-Type").ifPresent(type -> details.put(TYPE, type));
    PLAIN.forEach(name -> call.header(name).ifPresent(value -> details.put(name, value)));
    for (String name : Collections.list(call.request().getHeaderNames())) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith(META) && lower.length() > META.length()) {
        call.header(name)
            .ifPresent(value -> details.put(KEPT + lower.substring(META.length()), value));
      }
    }
    return details;
  }

  private static Map<String, String> bounded(Map<String, String> details) {
    int length = 0;
    for (Map.Entry<String, String> each : details.entrySet()) {
      length += each.getKey().length() + each.getValue().length();
    }
    if (length > MOST) {
      throw new Refused(new Invalid("metadata", "at most 8 KiB"));
    }
    return details;
  }

  /** Puts what is known of an object into an answer. */
  static void put(HttpServletResponse response, ObjectShelf.Details details) {
    Map<String, String> headers = details.headers();
    ObjectEntry entry = details.entry();
    response.setContentType(headers.getOrDefault(TYPE, UNKNOWN));
    PLAIN.forEach(
        name -> Optional.ofNullable(headers.get(name)).ifPresent(v -> response.setHeader(name, v)));
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(KEPT)) {
            response.setHeader("X-Object-Meta-" + name.substring(KEPT.length()), value);
          }
        });
    putTag(response, entry);
    response.setHeader("Last-Modified", SwiftCall.date(entry.modified()));
    response.setHeader("X-Timestamp", SwiftCall.timestamp(entry.modified()));
    response.setHeader("Accept-Ranges", "bytes");
  }

  /** Clients take a tag for the MD5 of the content: that of an upload in parts is none. */
  static void putTag(HttpServletResponse response, ObjectEntry entry) {
    if (MD5.matcher(entry.etag()).matches()) {
      response.setHeader("Etag", entry.etag());
    }
  }
}
