package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user and the roles they hold.
 *
 * @param statusReason who suspended them and when; absent for others, and in answers to a change
 * @param runningNow how many workloads of theirs are wanted to run; absent where it was not asked
 * @param version grows with each change to access; absent in answers to a change
 * @param allowedActions by name, as {@code user.suspend}; absent in answers to a change
 */
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
    String openstackId,
    @Nullable String statusReason,
    @Nullable Integer runningNow,
    @Nullable Long version,
    @Nullable Map<String, AllowedActionBody> allowedActions) {

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
