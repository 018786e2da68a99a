package gatehouse.doors.wire.cloud;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** An application token; its value is there when it was just made or renewed. */
public record AiToken(String id, String createdAt, String updatedAt, Spec spec, Status status) {

  /** What it is good for. */
  public record Spec(
      String name,
      String role,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String labelSelector,
      String region) {}

  /** Its value, shown once, and how often it was renewed. */
  public record Status(@Nullable String value, int version) {}
}
