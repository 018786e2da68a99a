package gatehouse.doors.s3.swift;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Listings as they are answered. */
final class Listings {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Listings() {}

  /** A line of a listing. */
  sealed interface Line {
    /** What it is called. */
    String called();
  }

  /** A container; what is in it is told where it was counted. */
  record Container(
      String name,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long count,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long bytes,
      @JsonProperty("last_modified") String lastModified)
      implements Line {
    @Override
    public String called() {
      return name;
    }
  }

  /** An object. */
  record Item(
      String name, String hash, long bytes, @JsonProperty("last_modified") String lastModified)
      implements Line {
    @Override
    public String called() {
      return name;
    }
  }

  /** The shared beginning of names. */
  record Folder(String subdir) implements Line {
    @Override
    public String called() {
      return subdir;
    }
  }

  static String date(Instant at) {
    return DATE.format(at);
  }

  static void answer(SwiftCall call, Wanted wanted, List<? extends Line> lines) throws IOException {
    if (wanted.json()) {
      call.answer(200, "application/json; charset=utf-8", JSON.writeValueAsBytes(lines));
    } else if (lines.isEmpty()) {
      call.done(204);
    } else {
      var text = new StringBuilder();
      lines.forEach(line -> text.append(line.called()).append('\n'));
      call.answer(200, "text/plain; charset=utf-8", SwiftCall.bytes(text.toString()));
    }
  }
}
