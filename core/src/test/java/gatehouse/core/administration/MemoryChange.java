package gatehouse.core.administration;

import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Principal;
import gatehouse.core.access.Revision;
import gatehouse.core.access.RoleName;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Description;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One transaction on rows that nobody else sees yet. */
final class MemoryChange implements AdministrationStore.Change {
  private final MemoryRows rows;
  private final InstantSource clock;
  private final List<AuditLine> lines = new ArrayList<>();
  private final Set<Subject> subjects = new LinkedHashSet<>();
  private long revision;

  MemoryChange(MemoryRows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Writes the audit lines; the revision, if one was taken. */
  Optional<Revision> finish() {
    for (AuditLine line : lines) {
      long number = rows.audit.size() + 1L;
      String before = number == 1 ? AuditEntry.START : rows.audit.lastEntry().getValue().hash();
      Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
      rows.audit.put(number, AuditEntry.after(before, number, at, line, revision));
    }
    return revision == 0 ? Optional.empty() : Optional.of(new Revision(revision, subjects));
  }

  @Override
  public void audit(AuditLine line) {
    lines.add(line);
  }

  @Override
  public long revise(Set<Subject> touched) {
    if (revision == 0) {
      revision = ++rows.revision;
    }
    subjects.addAll(touched);
    return revision;
  }

  @Override
  public void insert(Project project) {
    if (rows.projects.putIfAbsent(project.id(), project) != null) {
      throw new Refused(new Conflict("The project " + project.id() + " exists already."));
    }
  }

  @Override
  public void update(Project project) {
    rows.projects.computeIfPresent(
        project.id(),
        (id, old) ->
            new Project(id, project.description(), project.aiAuthorized(), old.createdAt()));
  }

  @Override
  public void setEgress(ProjectId project, EgressPolicy policy) {
    rows.egress.put(project, policy);
  }

  @Override
  public User insertUser(
      ProjectId project,
      UserName name,
      Description description,
      String openstackId,
      Instant createdAt,
      @Nullable Instant endsAt) {
    requireFree(name);
    var id = new UserId(++rows.lastId);
    var user =
        new User(
            id, project, name, description, UserStatus.OK, openstackId, createdAt, endsAt, null);
    rows.users.put(id.value(), user);
    return user;
  }

  @Override
  public Optional<User> lockUser(ProjectId project, UserId id) {
    return rows.user(id.value()).filter(user -> user.project().equals(project));
  }

  @Override
  public void update(User user) {
    rows.users.computeIfPresent(
        user.id().value(),
        (id, old) ->
            old.status() == UserStatus.DELETED
                ? old
                : new User(
                    old.id(),
                    old.project(),
                    old.name(),
                    user.description(),
                    user.status(),
                    old.openstackId(),
                    old.createdAt(),
                    user.endsAt(),
                    old.lastSignIn()));
  }

  @Override
  public void deleteUser(UserId id) {
    rows.users.computeIfPresent(id.value(), (key, user) -> user.with(UserStatus.DELETED));
    rows.grants.remove(id.value());
    rows.policies.remove(id.value());
    removeAllOf(Subject.user(id));
  }

  @Override
  public List<Grant> grants(UserId id) {
    return rows.grants(id.value());
  }

  @Override
  public void grant(UserId id, Grant grant) {
    rows.grants
        .computeIfAbsent(id.value(), key -> new LinkedHashMap<>())
        .put(grant.role().name(), grant);
  }

  @Override
  public boolean revoke(UserId id, RoleName role) {
    var held = rows.grants.get(id.value());
    return held != null && held.remove(role) != null;
  }

  @Override
  public Account insertAccount(UserName name, Instant createdAt) {
    requireFree(name);
    var account = new Account(++rows.lastId, name, UserStatus.OK, createdAt, null, false);
    rows.accounts.put(account.id(), account);
    return account;
  }

  @Override
  public List<Account> lockAccounts() {
    return List.copyOf(rows.accounts.values());
  }

  @Override
  public void update(Account account) {
    rows.accounts.computeIfPresent(
        account.id(),
        (id, old) ->
            new Account(
                id,
                old.name(),
                account.status(),
                old.createdAt(),
                old.lastSignIn(),
                old.hasPassword()));
  }

  @Override
  public void deleteAccount(int id) {
    rows.accounts.remove(id);
    removeAllOf(Subject.account(id));
  }

  @Override
  public void setPassword(
      Subject subject, PasswordHash hash, Instant now, @Nullable Instant othersEndAt) {
    var kept = new ArrayList<Principal.Password>();
    if (othersEndAt != null) {
      for (Principal.Password old : rows.passwords.getOrDefault(subject, List.of())) {
        Instant end =
            old.endsAt() == null || old.endsAt().isAfter(othersEndAt) ? othersEndAt : old.endsAt();
        if (end.isAfter(now)) {
          kept.add(new Principal.Password(old.id(), old.hash(), old.setAt(), end));
        }
      }
    }
    kept.addFirst(new Principal.Password(UUID.randomUUID(), hash, now, null));
    rows.passwords.put(subject, kept);
    if (subject.kind() == Subject.Kind.ACCOUNT) {
      rows.accounts.computeIfPresent(
          Integer.parseInt(subject.key()),
          (id, a) -> new Account(id, a.name(), a.status(), a.createdAt(), a.lastSignIn(), true));
    }
  }

  @Override
  public Credential insert(Credential given, Fingerprint fingerprint) {
    if (rows.credentials.values().stream().anyMatch(k -> k.fingerprint().equals(fingerprint))) {
      throw new Refused(new Conflict("This secret is in use already."));
    }
    var credential = copy(given, ++rows.lastId, given.version(), given.updatedAt());
    rows.credentials.put(credential.id(), new Principal.Key(fingerprint, credential));
    return credential;
  }

  @Override
  public void keepSecret(UUID credential, String sealed) {
    rows.sealed.put(credential, sealed);
  }

  @Override
  public String policy(UserId user) {
    return rows.policies.getOrDefault(user.value(), "");
  }

  @Override
  public void setPolicy(UserId user, String text, Instant now) {
    rows.policies.put(user.value(), text);
  }

  @Override
  public Optional<Credential> renew(UUID id, Fingerprint fingerprint, Instant now) {
    return Optional.ofNullable(
            rows.credentials.computeIfPresent(
                id,
                (key, old) ->
                    new Principal.Key(
                        fingerprint,
                        copy(
                            old.credential(),
                            old.credential().number(),
                            old.credential().version() + 1,
                            now))))
        .map(Principal.Key::credential);
  }

  @Override
  public Optional<Credential> confirm(UUID id, Instant now) {
    return Optional.ofNullable(
            rows.credentials.computeIfPresent(
                id,
                (key, old) ->
                    new Principal.Key(
                        old.fingerprint(),
                        copy(
                            old.credential(),
                            old.credential().number(),
                            old.credential().version(),
                            now))))
        .map(Principal.Key::credential);
  }

  @Override
  public Optional<Credential> end(UUID id) {
    rows.sealed.remove(id);
    rows.uses.remove(id);
    return Optional.ofNullable(rows.credentials.remove(id)).map(Principal.Key::credential);
  }

  @Override
  public void drop(Subject whose, OneTimeCode.Purpose purpose) {
    rows.codes.values().removeIf(code -> code.whose().equals(whose) && code.purpose() == purpose);
  }

  @Override
  public boolean stillStands(Credential basis) {
    Subject subject = basis.subject();
    boolean ok =
        subject.kind() == Subject.Kind.USER
            ? rows.user(Integer.parseInt(subject.key()))
                .filter(user -> user.status() == UserStatus.OK)
                .isPresent()
            : rows.accounts.containsKey(Integer.parseInt(subject.key()))
                && rows.accounts.get(Integer.parseInt(subject.key())).status() == UserStatus.OK;
    if (!ok) {
      return false;
    }
    if (basis.kind() == Credential.Kind.PASSWORD) {
      return rows.passwords.getOrDefault(subject, List.of()).stream()
          .anyMatch(password -> password.id().equals(basis.id()));
    }
    Principal.Key key = rows.credentials.get(basis.id());
    return key != null && key.credential().version() == basis.version();
  }

  @Override
  public int endNamed(Subject subject, Credential.Kind kind, String name) {
    int ended = 0;
    for (Principal.Key key : List.copyOf(rows.credentials.values())) {
      Credential credential = key.credential();
      if (credential.subject().equals(subject)
          && credential.kind() == kind
          && credential.name().equals(name)) {
        end(credential.id());
        ended++;
      }
    }
    return ended;
  }

  @Override
  public Map<Credential.Kind, Integer> endAll(Subject subject, Set<Credential.Kind> kinds) {
    var ended = new EnumMap<Credential.Kind, Integer>(Credential.Kind.class);
    for (Principal.Key key : List.copyOf(rows.credentials.values())) {
      Credential credential = key.credential();
      if (credential.subject().equals(subject) && kinds.contains(credential.kind())) {
        end(credential.id());
        ended.merge(credential.kind(), 1, Integer::sum);
      }
    }
    return ended;
  }

  @Override
  public void put(OneTimeCode code) {
    rows.codes.put(code.fingerprint(), code);
  }

  @Override
  public Optional<OneTimeCode> take(
      Fingerprint fingerprint, OneTimeCode.Purpose purpose, Instant now) {
    OneTimeCode code = rows.codes.get(fingerprint);
    if (code == null || code.purpose() != purpose) {
      return Optional.empty();
    }
    rows.codes.remove(fingerprint);
    return now.isBefore(code.expiresAt()) ? Optional.of(code) : Optional.empty();
  }

  @Override
  public Application insert(Application given) {
    if (rows.applications.values().stream().anyMatch(a -> a.key().equals(given.key()))) {
      throw new Refused(new Conflict("The application key " + given.key() + " is in use already."));
    }
    var application =
        new Application(
            ++rows.lastId,
            given.key(),
            given.sealedSecret(),
            given.name(),
            given.description(),
            given.owner(),
            given.createdAt());
    rows.applications.put(application.id(), application);
    return application;
  }

  @Override
  public void own(int application, Subject owner) {
    rows.applications.computeIfPresent(
        application,
        (id, old) ->
            old.owner() != null
                ? old
                : new Application(
                    id,
                    old.key(),
                    old.sealedSecret(),
                    old.name(),
                    old.description(),
                    owner,
                    old.createdAt()));
  }

  @Override
  public void update(Application given) {
    rows.applications.computeIfPresent(given.id(), (id, before) -> given);
  }

  @Override
  public Optional<Integer> deleteApplication(int id) {
    if (rows.applications.remove(id) == null) {
      return Optional.empty();
    }
    rows.pending.values().removeIf(key -> key.application() == id);
    int ended = 0;
    for (Principal.Key key : List.copyOf(rows.credentials.values())) {
      Integer application = key.credential().application();
      if (application != null && application == id) {
        end(key.credential().id());
        revise(Set.of(key.credential().subject()));
        ended++;
      }
    }
    return Optional.of(ended);
  }

  @Override
  public void put(PendingConsumerKey key) {
    rows.pending.put(key.id(), key);
  }

  @Override
  public Optional<PendingConsumerKey> takePending(Fingerprint validation, Instant now) {
    Optional<PendingConsumerKey> found =
        rows.pending.values().stream().filter(k -> k.validation().equals(validation)).findFirst();
    found.ifPresent(key -> rows.pending.remove(key.id()));
    return found.filter(key -> now.isBefore(key.expiresAt()));
  }

  /** There are no workloads in this store. */
  @Override
  public List<AdministrationStore.AffectedWorkload> stopWorkloadsOf(UserId id) {
    return List.of();
  }

  @Override
  public List<AdministrationStore.AffectedWorkload> runningWorkloadsOf(UserId id) {
    return List.of();
  }

  @Override
  public List<AdministrationStore.AffectedWorkload> handOverWorkloads(UserId from, User to) {
    return List.of();
  }

  private void requireFree(UserName name) {
    if (rows.user(name).isPresent() || rows.account(name).isPresent()) {
      throw new Refused(new Conflict("The name " + name + " is taken."));
    }
  }

  private void removeAllOf(Subject subject) {
    rows.passwords.remove(subject);
    endAll(subject, Set.of(Credential.Kind.values()));
    rows.codes.values().removeIf(code -> code.whose().equals(subject));
    for (Application application : List.copyOf(rows.applications.values())) {
      if (subject.equals(application.owner())) {
        deleteApplication(application.id());
      }
    }
  }

  private static Credential copy(Credential c, int number, int version, Instant updatedAt) {
    return new Credential(
        c.id(),
        number,
        c.kind(),
        c.subject(),
        c.project(),
        c.name(),
        c.role(),
        c.selector(),
        c.workload(),
        c.application(),
        c.rules(),
        c.addresses(),
        version,
        c.createdAt(),
        updatedAt,
        c.expiresAt());
  }
}
