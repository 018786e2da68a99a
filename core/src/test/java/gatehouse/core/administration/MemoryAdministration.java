package gatehouse.core.administration;

import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.access.MemoryCluster;
import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalSource;
import gatehouse.core.access.Revision;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Standing;
import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Administration in memory: a transaction changes a copy, which is shown when all of it went well.
 */
public final class MemoryAdministration implements AdministrationStore, PrincipalSource {
  private final InstantSource clock;
  private final MemoryCluster cluster;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile MemoryRows rows = new MemoryRows();

  /**
   * @param cluster is told of every revision
   */
  public MemoryAdministration(InstantSource clock, MemoryCluster cluster) {
    this.clock = clock;
    this.cluster = cluster;
  }

  @Override
  public <T> T transaction(Function<Change, T> work) {
    T result;
    Optional<Revision> revision;
    changing.lock();
    try {
      MemoryRows copy = rows.copy();
      var change = new MemoryChange(copy, clock);
      result = work.apply(change);
      revision = change.finish();
      rows = copy;
      revision.ifPresent(cluster::committed);
    } finally {
      changing.unlock();
    }
    if (revision.isPresent()) {
      cluster.tell();
    }
    return result;
  }

  @Override
  public boolean isLive(Fingerprint code, OneTimeCode.Purpose purpose, Instant now) {
    OneTimeCode found = rows.codes.get(code);
    return found != null && found.purpose() == purpose && now.isBefore(found.expiresAt());
  }

  @Override
  public int trim(Instant endedBefore, int most) {
    changing.lock();
    try {
      MemoryRows copy = rows.copy();
      int gone = copy.trim(endedBefore, most);
      rows = copy;
      return gone;
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void note(AuditLine line) {
    transaction(
        change -> {
          change.audit(line);
          return line;
        });
  }

  @Override
  public List<Project> projects() {
    return rows.projects.values().stream()
        .sorted(Comparator.comparing(Project::createdAt).thenComparing(p -> p.id().value()))
        .toList();
  }

  @Override
  public Optional<Project> project(ProjectId id) {
    return Optional.ofNullable(rows.projects.get(id));
  }

  @Override
  public EgressPolicy egress(ProjectId project) {
    return rows.egress.getOrDefault(project, EgressPolicy.NONE);
  }

  @Override
  public Optional<UserWithRoles> user(ProjectId project, UserId id) {
    MemoryRows now = rows;
    return now.user(id.value()).filter(u -> u.project().equals(project)).map(now::withRoles);
  }

  @Override
  public Optional<ProjectId> projectOf(UserId user) {
    return Optional.ofNullable(rows.users.get(user.value())).map(User::project);
  }

  @Override
  public Optional<UserWithRoles> user(UserName name) {
    MemoryRows now = rows;
    return now.user(name).map(now::withRoles);
  }

  @Override
  public Optional<UserWithRoles> user(String openstackId) {
    MemoryRows now = rows;
    return now.users.values().stream()
        .filter(u -> u.status() != UserStatus.DELETED && u.openstackId().equals(openstackId))
        .findFirst()
        .map(now::withRoles);
  }

  @Override
  public Page<UserWithRoles> users(UserQuery query) {
    MemoryRows now = rows;
    List<User> found =
        now.users.values().stream()
            .filter(u -> u.status() != UserStatus.DELETED && u.project().equals(query.project()))
            .filter(u -> matches(now, u, query.filter()))
            .sorted(order(query))
            .toList();
    List<UserWithRoles> items = page(found, query.offset(), query.limit(), now::withRoles);
    return query.filter().isNarrow() && found.size() > UserQuery.COUNTED
        ? new Page<>(items, UserQuery.COUNTED, false)
        : new Page<>(items, found.size());
  }

  private static boolean matches(MemoryRows now, User user, UserFilter filter) {
    Set<RoleName> held =
        now.grants(user.id().value()).stream()
            .map(grant -> grant.role().name())
            .collect(java.util.stream.Collectors.toSet());
    return (filter.status() == null || user.status() == filter.status())
        && filter.texts().stream()
            .allMatch(
                t -> contains(user.name().value(), t) || contains(user.description().value(), t))
        && held.containsAll(filter.roles())
        && filter.withoutRoles().stream().noneMatch(held::contains)
        && (filter.endedBy() == null
            || (user.endsAt() != null && !user.endsAt().isAfter(filter.endedBy())))
        && (filter.created() == null || filter.created().contains(user.createdAt()))
        && wasSeen(user, filter);
  }

  private static boolean wasSeen(User user, UserFilter filter) {
    Instant last = user.lastSignIn();
    return switch (filter.seen()) {
      case null -> true;
      case UserFilter.Seen.Never never -> last == null;
      case UserFilter.Seen.Within(UserFilter.Span span) -> last != null && span.contains(last);
      case UserFilter.Seen.NotSince(Instant moment) ->
          (last == null ? user.createdAt() : last).isBefore(moment);
    };
  }

  private static boolean contains(String value, String text) {
    return value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }

  private static Comparator<User> order(UserQuery query) {
    Comparator<User> byId = Comparator.comparingInt(u -> u.id().value());
    Comparator<User> order =
        switch (query.sort()) {
          case ID -> byId;
          case NAME -> Comparator.comparing((User u) -> u.name().value()).thenComparing(byId);
          case DESCRIPTION ->
              Comparator.comparing((User u) -> u.description().value()).thenComparing(byId);
          case CREATED -> Comparator.comparing(User::createdAt).thenComparing(byId);
          case LAST_SIGN_IN ->
              Comparator.comparing(
                      User::lastSignIn, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
                  .thenComparing(byId);
        };
    return query.descending() ? order.reversed() : order;
  }

  private static <T, R> List<R> page(List<T> all, int offset, int limit, Function<T, R> as) {
    return all.stream().skip(offset).limit(limit).map(as).toList();
  }

  @Override
  public List<Account> accounts() {
    return List.copyOf(rows.accounts.values());
  }

  @Override
  public Optional<Credential> credential(UUID id) {
    return Optional.ofNullable(rows.credentials.get(id)).map(Principal.Key::credential);
  }

  @Override
  public List<Credential> credentials(Subject subject, Set<Credential.Kind> kinds) {
    return credentials(c -> c.subject().equals(subject) && kinds.contains(c.kind()))
        .sorted(
            Comparator.comparing(Credential::createdAt)
                .thenComparingInt(Credential::number)
                .reversed())
        .toList();
  }

  @Override
  public Page<Credential> tokens(ProjectId project, int offset, int limit) {
    MemoryRows now = rows;
    List<Credential> all =
        credentials(
                c ->
                    c.kind() == Credential.Kind.TOKEN
                        && now.listedIn(c).filter(project::equals).isPresent())
            .sorted(
                Comparator.comparing(Credential::createdAt).thenComparingInt(Credential::number))
            .toList();
    return new Page<>(page(all, offset, limit, c -> c), all.size());
  }

  private Stream<Credential> credentials(Predicate<Credential> which) {
    return rows.credentials.values().stream().map(Principal.Key::credential).filter(which);
  }

  @Override
  public Map<UUID, Instant> lastUses(Set<UUID> credentials) {
    var uses = new java.util.HashMap<>(rows.uses);
    uses.keySet().retainAll(credentials);
    return uses;
  }

  @Override
  public void noteUses(Map<UUID, Instant> credentials, Map<Subject, Instant> signIns) {
    changing.lock();
    try {
      MemoryRows copy = rows.copy();
      credentials.forEach(
          (id, at) -> {
            if (copy.credentials.containsKey(id) || hasPassword(copy, id)) {
              copy.uses.merge(id, at, (a, b) -> a.isAfter(b) ? a : b);
            }
          });
      signIns.forEach((subject, at) -> noteSignIn(copy, subject, at));
      rows = copy;
    } finally {
      changing.unlock();
    }
  }

  private static boolean hasPassword(MemoryRows rows, UUID id) {
    return rows.passwords.values().stream()
        .flatMap(List::stream)
        .anyMatch(password -> password.id().equals(id));
  }

  private static void noteSignIn(MemoryRows rows, Subject subject, Instant at) {
    switch (subject.kind()) {
      case USER ->
          rows.users.computeIfPresent(
              Integer.parseInt(subject.key()),
              (id, u) ->
                  new User(
                      u.id(),
                      u.project(),
                      u.name(),
                      u.description(),
                      u.status(),
                      u.openstackId(),
                      u.createdAt(),
                      u.endsAt(),
                      later(u.lastSignIn(), at)));
      case ACCOUNT ->
          rows.accounts.computeIfPresent(
              Integer.parseInt(subject.key()),
              (id, a) ->
                  new Account(
                      id,
                      a.name(),
                      a.status(),
                      a.createdAt(),
                      later(a.lastSignIn(), at),
                      a.hasPassword()));
      case WORKLOAD, PROJECT -> throw new IllegalArgumentException("a workload does not sign in");
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a != null && a.isAfter(b) ? a : b;
  }

  @Override
  public Optional<Application> application(String key) {
    return rows.applications.values().stream().filter(a -> a.key().equals(key)).findFirst();
  }

  @Override
  public List<Application> applications(Subject owner) {
    return rows.applications.values().stream().filter(a -> owner.equals(a.owner())).toList();
  }

  @Override
  public Optional<PendingConsumerKey> pendingByKey(Fingerprint key) {
    return rows.pending.values().stream().filter(p -> p.key().equals(key)).findFirst();
  }

  @Override
  public Optional<PendingConsumerKey> pendingByValidation(Fingerprint validation) {
    return rows.pending.values().stream()
        .filter(p -> p.validation().equals(validation))
        .findFirst();
  }

  @Override
  public List<AuditEntry> audit(AuditQuery query) {
    return rows.audit.descendingMap().values().stream()
        .filter(e -> query.before() == 0 || e.number() < query.before())
        .filter(e -> e.line().action().startsWith(query.action()))
        .filter(
            e ->
                query.project().isEmpty()
                    || query.project().equals(e.line().details().get("project")))
        .filter(
            e ->
                query.subject().isEmpty()
                    || e.line().subject().equals(query.subject())
                    || e.line().target().equals(query.subject()))
        .limit(query.limit())
        .toList();
  }

  @Override
  public Map<String, AuditEntry> lastOf(String action, Set<String> targets) {
    var last = new java.util.HashMap<String, AuditEntry>();
    rows.audit.values().stream()
        .filter(e -> e.line().action().equals(action) && targets.contains(e.line().target()))
        .forEach(e -> last.put(e.line().target(), e));
    return last;
  }

  @Override
  public List<AuditEntry> auditFrom(long number, int limit) {
    return rows.audit.tailMap(number, true).values().stream().limit(limit).toList();
  }

  @Override
  public Optional<AuditCheckpoint> lastCheckpoint() {
    return Optional.ofNullable(rows.checkpoints.lastEntry()).map(Map.Entry::getValue);
  }

  @Override
  public List<AuditCheckpoint> checkpoints(long from, long to) {
    return rows.checkpoints.tailMap(from, true).values().stream()
        .takeWhile(one -> one.number() <= to)
        .toList();
  }

  @Override
  public boolean keep(AuditCheckpoint checkpoint, long after) {
    changing.lock();
    try {
      if (lastCheckpoint().map(AuditCheckpoint::number).orElse(0L) != after) {
        return false;
      }
      MemoryRows copy = rows.copy();
      copy.checkpoints.put(checkpoint.number(), checkpoint);
      rows = copy;
      return true;
    } finally {
      changing.unlock();
    }
  }

  /** As whoever gets at the store past Gatehouse: replaces a line, or removes it. */
  public void tamper(long number, java.util.function.UnaryOperator<AuditEntry> with) {
    changing.lock();
    try {
      MemoryRows copy = rows.copy();
      copy.audit.computeIfPresent(number, (key, entry) -> with.apply(entry));
      rows = copy;
    } finally {
      changing.unlock();
    }
  }

  @Override
  public Optional<Subject> ownerOf(Fingerprint fingerprint) {
    return rows.credentials.values().stream()
        .filter(key -> key.fingerprint().equals(fingerprint))
        .map(key -> key.credential().subject())
        .findFirst();
  }

  @Override
  public boolean isTaken(UserName name) {
    return named(name).isPresent();
  }

  @Override
  public Optional<Subject> named(UserName name) {
    MemoryRows now = rows;
    return now.user(name).map(User::subject).or(() -> now.account(name).map(Account::subject));
  }

  @Override
  public Optional<Principal> principal(Subject subject) {
    MemoryRows now = rows;
    return standing(now, subject)
        .map(
            standing ->
                new Principal(
                    standing,
                    now.credentials.values().stream()
                        .filter(key -> key.credential().subject().equals(subject))
                        .toList(),
                    now.passwords.getOrDefault(subject, List.of()),
                    now.applications.values().stream()
                        .filter(application -> subject.equals(application.owner()))
                        .toList(),
                    now.storage(subject)));
  }

  private static Optional<Standing> standing(MemoryRows rows, Subject subject) {
    return switch (subject.kind()) {
      case USER ->
          rows.user(Integer.parseInt(subject.key()))
              .map(
                  u ->
                      new Standing(
                          subject,
                          u.project(),
                          u.name(),
                          u.status(),
                          u.endsAt(),
                          rows.grants(u.id().value())));
      case ACCOUNT ->
          Optional.ofNullable(rows.accounts.get(Integer.parseInt(subject.key())))
              .map(a -> new Standing(subject, null, a.name(), a.status(), null, List.of()));
      case WORKLOAD, PROJECT -> Optional.empty();
    };
  }
}
