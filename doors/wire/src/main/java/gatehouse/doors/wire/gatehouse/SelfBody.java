package gatehouse.doors.wire.gatehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, where, and what they may do there.
 *
 * @param project the project this is about
 * @param projects all the caller belongs to
 * @param roles the roles in force, in words
 * @param inWords what they are here, one sentence
 * @param confirmedUntil in a browser: until when secrets and roles are handed out without asking
 *     for the password again
 * @param allowedActions by name, as {@code user.create}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SelfBody(
    MeBody me,
    @Nullable Integer userId,
    ProjectBody project,
    List<ProjectBody> projects,
    List<HeldRoleInWords> roles,
    String inWords,
    @Nullable Instant confirmedUntil,
    long version,
    Map<String, AllowedActionBody> allowedActions) {

  /** A role that is in force, and what it means. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HeldRoleInWords(
      String name, String label, String meaning, @Nullable Instant endsAt) {}
}
