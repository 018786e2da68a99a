package gatehouse.core.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody, or some program, that an administrator gave access to one project.
 *
 * @param openstackId 32 hex digits, for clients that expect one
 * @param endsAt when their access ends by itself, or null
 * @param lastSignIn when they last proved who they are, or null
 */
public record User(
    UserId id,
    ProjectId project,
    UserName name,
    Description description,
    UserStatus status,
    String openstackId,
    Instant createdAt,
    @Nullable Instant endsAt,
    @Nullable Instant lastSignIn) {

  /** The subject whose access this is. */
  public Subject subject() {
    return Subject.user(id);
  }

  /** The same user in another status. */
  public User with(UserStatus next) {
    return new User(
        id, project, name, description, next, openstackId, createdAt, endsAt, lastSignIn);
  }

  /** The same user with another end date; null for none. */
  public User endingAt(@Nullable Instant end) {
    return new User(
        id, project, name, description, status, openstackId, createdAt, end, lastSignIn);
  }
}
