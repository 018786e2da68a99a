package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Caller;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.UserActions;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserStatus;
import gatehouse.doors.wire.gatehouse.UserBody;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Users as a caller sees them: what they run now, and what the caller may do with them. */
public final class UserBodies {
  private final Function<Set<Subject>, Map<Subject, Integer>> running;
  private final AdministrationStore store;
  private final LongSupplier version;
  private final InstantSource clock;

  /**
   * @param running how many workloads somebody runs; who runs none may be left out
   * @param store says who suspended whom
   * @param version the last change that this node has applied
   */
  public UserBodies(
      Function<Set<Subject>, Map<Subject, Integer>> running,
      AdministrationStore store,
      LongSupplier version,
      InstantSource clock) {
    this.running = running;
    this.store = store;
    this.version = version;
    this.clock = clock;
  }

  /** To be asked before users are read: what they show is then no older than this. */
  long version() {
    return version.getAsLong();
  }

  /** How many workloads somebody runs. */
  int running(Subject subject) {
    return running.apply(Set.of(subject)).getOrDefault(subject, 0);
  }

  UserBody of(Caller caller, UserWithRoles user, long asOf) {
    return of(caller, user, running(user.user().subject()), asOf);
  }

  List<UserBody> of(Caller caller, List<UserWithRoles> users, long asOf) {
    Set<Subject> subjects =
        users.stream().map(user -> user.user().subject()).collect(Collectors.toSet());
    Map<Subject, Integer> counts = running.apply(subjects);
    Map<String, String> reasons = reasons(users);
    return users.stream()
        .map(
            user ->
                of(
                    caller,
                    user,
                    counts.getOrDefault(user.user().subject(), 0),
                    reasons.get(user.user().subject().toString()),
                    asOf))
        .toList();
  }

  /** Why those who are suspended are. */
  private Map<String, String> reasons(List<UserWithRoles> users) {
    Set<String> suspended =
        users.stream()
            .map(UserWithRoles::user)
            .filter(user -> user.status() == UserStatus.DISABLED)
            .map(user -> user.subject().toString())
            .collect(Collectors.toSet());
    if (suspended.isEmpty()) {
      return Map.of();
    }
    return store.lastOf("user.suspend", suspended).entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                last ->
                    "suspended by "
                        + last.getValue().line().who()
                        + " at "
                        + last.getValue().at().truncatedTo(ChronoUnit.SECONDS)));
  }

  UserBody of(Caller caller, UserWithRoles user, int runningNow, long asOf) {
    String reason = reasons(List.of(user)).get(user.user().subject().toString());
    return of(caller, user, runningNow, reason, asOf);
  }

  private UserBody of(
      Caller caller, UserWithRoles user, int runningNow, @Nullable String reason, long asOf) {
    Instant now = clock.instant();
    UserBody plain = Shapes.user(user, now);
    return new UserBody(
        plain.id(),
        plain.username(),
        plain.description(),
        plain.status(),
        plain.statusInWords(),
        plain.roles(),
        plain.createdAt(),
        plain.endsAt(),
        plain.lastSignIn(),
        plain.openstackId(),
        reason,
        runningNow,
        asOf,
        ActionBodies.of(UserActions.of(caller, user.user(), now)));
  }
}
