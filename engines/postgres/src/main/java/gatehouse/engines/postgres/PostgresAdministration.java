package gatehouse.engines.postgres;

import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.AuditQuery;
import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.administration.OneTimeCode;
import gatehouse.core.administration.Page;
import gatehouse.core.administration.PendingConsumerKey;
import gatehouse.core.administration.UserQuery;
import gatehouse.core.administration.UserWithRoles;
import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import gatehouse.core.identity.UserName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The administration's store in PostgreSQL. */
public final class PostgresAdministration implements AdministrationStore {
  private final Database database;
  private final InstantSource clock;

  /**
   * @param clock dates the lines of the audit
   */
  public PostgresAdministration(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** May run {@code work} again from the start, where another transaction was in its way. */
  @Override
  public <T> T transaction(Function<Change, T> work) {
    return database.transaction(
        handle -> {
          var ledger = Ledger.inLine(handle, clock);
          T result = work.apply(new PostgresChange(handle, ledger, clock));
          ledger.write();
          return result;
        });
  }

  @Override
  public void note(AuditLine line) {
    database.transaction(
        handle -> {
          handle.execute("SET LOCAL synchronous_commit TO off");
          var ledger = new Ledger(handle, clock);
          ledger.audit(line);
          ledger.write();
          return line;
        });
  }

  @Override
  public List<Project> projects() {
    return database.read(handle -> new ProjectTable(handle).all());
  }

  @Override
  public Optional<Project> project(ProjectId id) {
    return database.read(handle -> new ProjectTable(handle).find(id));
  }

  @Override
  public EgressPolicy egress(ProjectId project) {
    return database.read(handle -> new ProjectTable(handle).egress(project));
  }

  @Override
  public Optional<UserWithRoles> user(ProjectId project, UserId id) {
    return database.read(
        handle -> {
          var users = new UserTable(handle);
          return users.find(project, id, false).map(users::withRoles);
        });
  }

  @Override
  public Optional<ProjectId> projectOf(UserId user) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT project FROM users WHERE id = :id")
                .bind("id", user.value())
                .mapTo(String.class)
                .findOne()
                .map(ProjectId::new));
  }

  @Override
  public Optional<UserWithRoles> user(UserName name) {
    return database.read(
        handle -> {
          var users = new UserTable(handle);
          return users.find(name).map(users::withRoles);
        });
  }

  @Override
  public Optional<UserWithRoles> user(String openstackId) {
    return database.read(
        handle -> {
          var users = new UserTable(handle);
          return users.find(openstackId).map(users::withRoles);
        });
  }

  @Override
  public boolean isTaken(UserName name) {
    return database.read(handle -> new UserTable(handle).named(name)).isPresent();
  }

  @Override
  public Page<UserWithRoles> users(UserQuery query) {
    return database.read(handle -> new UserList(handle, query).read());
  }

  @Override
  public List<Account> accounts() {
    return database.read(handle -> new AccountTable(handle).all(false));
  }

  @Override
  public Optional<Credential> credential(UUID id) {
    return database.read(handle -> new CredentialTable(handle).find(id));
  }

  @Override
  public List<Credential> credentials(Subject subject, Set<Credential.Kind> kinds) {
    Owner owner = Owner.of(subject);
    return owner == null
        ? List.of()
        : database.read(handle -> new CredentialTable(handle).of(owner, kinds));
  }

  @Override
  public Page<Credential> tokens(ProjectId project, int offset, int limit) {
    return database.read(handle -> new CredentialTable(handle).tokens(project, offset, limit));
  }

  @Override
  public Map<UUID, Instant> lastUses(Set<UUID> credentials) {
    return database.read(handle -> new UseNotes(handle).of(credentials));
  }

  @Override
  public int trim(Instant endedBefore, int most) {
    return database.transaction(handle -> new Trimmings(handle).drop(endedBefore, most));
  }

  @Override
  public void noteUses(Map<UUID, Instant> credentials, Map<Subject, Instant> signIns) {
    database.transaction(
        handle -> {
          new UseNotes(handle).note(credentials, signIns);
          return true;
        });
  }

  @Override
  public Optional<Application> application(String key) {
    return database.read(handle -> new ApplicationTable(handle).find(key));
  }

  @Override
  public List<Application> applications(Subject subject) {
    Owner owner = Owner.of(subject);
    return owner == null
        ? List.of()
        : database.read(handle -> new ApplicationTable(handle).of(owner));
  }

  @Override
  public boolean isLive(Fingerprint code, OneTimeCode.Purpose purpose, Instant now) {
    return database.read(handle -> new CredentialTable(handle).isLive(code, purpose, now));
  }

  @Override
  public Optional<PendingConsumerKey> pendingByKey(Fingerprint key) {
    return database.read(handle -> new ApplicationTable(handle).pendingByKey(key));
  }

  @Override
  public Optional<PendingConsumerKey> pendingByValidation(Fingerprint validation) {
    return database.read(handle -> new ApplicationTable(handle).pendingByValidation(validation));
  }

  @Override
  public List<AuditEntry> audit(AuditQuery query) {
    return database.read(handle -> new AuditTable(handle).newest(query));
  }

  @Override
  public Map<String, AuditEntry> lastOf(String action, Set<String> targets) {
    return database.read(handle -> new AuditTable(handle).lastOf(action, targets));
  }

  @Override
  public List<AuditEntry> auditFrom(long number, int limit) {
    return database.read(handle -> new AuditTable(handle).from(number, limit));
  }

  @Override
  public Optional<AuditCheckpoint> lastCheckpoint() {
    return database.read(handle -> new CheckpointTable(handle).last());
  }

  @Override
  public List<AuditCheckpoint> checkpoints(long from, long to) {
    return database.read(handle -> new CheckpointTable(handle).between(from, to));
  }

  @Override
  public boolean keep(AuditCheckpoint checkpoint, long after) {
    return database.transaction(
        handle -> {
          Ledger.lock(handle);
          return new CheckpointTable(handle).insert(checkpoint, after);
        });
  }
}
