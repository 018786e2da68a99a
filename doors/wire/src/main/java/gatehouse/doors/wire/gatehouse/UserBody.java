package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user and the roles they hold. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UserBody(
    int id,
    String username,
    String description,
    String status,
    String statusInWords,
    List<HeldRole> roles,
    Instant createdAt,
    @Nullable Instant endsAt,
    @Nullable Instant lastSignIn,
    String openstackId) {

  /** A role somebody holds, by whom it was given, and when it ends. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HeldRole(
      String id,
      String name,
      String label,
      String meaning,
      String by,
      Instant at,
      @Nullable Instant endsAt) {}
}
