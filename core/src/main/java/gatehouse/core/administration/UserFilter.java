package gatehouse.core.administration;

import gatehouse.core.access.RoleName;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which users are meant; all conditions hold together.
 *
 * @param texts each is part of the name or description, in whatever case
 * @param roles they hold all of these
 * @param withoutRoles they hold none of these
 * @param endedBy their end date has come by then, or null
 * @param seen when they last signed in, or null for whenever
 * @param created when they were made, or null for whenever
 */
public record UserFilter(
    List<String> texts,
    Set<RoleName> roles,
    Set<RoleName> withoutRoles,
    @Nullable UserStatus status,
    @Nullable Instant endedBy,
    @Nullable Seen seen,
    @Nullable Span created) {

  /** Everybody. */
  public static final UserFilter ALL =
      new UserFilter(List.of(), Set.of(), Set.of(), null, null, null, null);

  public UserFilter {
    texts = texts.stream().filter(text -> !text.isEmpty()).toList();
    roles = Set.copyOf(roles);
    withoutRoles = Set.copyOf(withoutRoles);
  }

  /** When somebody last signed in. */
  public sealed interface Seen {
    /** They did, within this time. */
    record Within(Span span) implements Seen {}

    /** They never did, or not since a moment; who was made after it is not meant. */
    record NotSince(Instant moment) implements Seen {}

    /** They never did. */
    record Never() implements Seen {}
  }

  /**
   * A stretch of time.
   *
   * @param from included, or null for no beginning
   * @param to excluded, or null for no end
   */
  public record Span(@Nullable Instant from, @Nullable Instant to) {
    /** Whether a moment lies in it. */
    public boolean contains(Instant moment) {
      return (from == null || !moment.isBefore(from)) && (to == null || moment.isBefore(to));
    }
  }

  /** One text, role and status; null and empty for any. */
  public static UserFilter of(String text, @Nullable RoleName role, @Nullable UserStatus status) {
    return new UserFilter(
        List.of(text), role == null ? Set.of() : Set.of(role), Set.of(), status, null, null, null);
  }

  /** Whether anything but the status narrows it: then it is counted rather than known. */
  public boolean isNarrow() {
    return !texts.isEmpty()
        || !roles.isEmpty()
        || !withoutRoles.isEmpty()
        || endedBy != null
        || seen != null
        || created != null;
  }
}
