package gatehouse.engines.postgres;

import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.RoleName;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.AdministrationStore.AffectedWorkload;
import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.administration.OneTimeCode;
import gatehouse.core.administration.PendingConsumerKey;
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
import gatehouse.core.workload.Desired;
import gatehouse.core.workload.Workload;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One transaction of the administration: which table does what. */
final class PostgresChange implements AdministrationStore.Change {
  private final Ledger ledger;
  private final ProjectTable projects;
  private final UserTable users;
  private final AccountTable accounts;
  private final CredentialTable credentials;
  private final ApplicationTable applications;
  private final StorageTable storage;
  private final WorkloadTable workloads;
  private final InstantSource clock;

  PostgresChange(Handle handle, Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.projects = new ProjectTable(handle);
    this.users = new UserTable(handle);
    this.accounts = new AccountTable(handle);
    this.credentials = new CredentialTable(handle);
    this.applications = new ApplicationTable(handle);
    this.storage = new StorageTable(handle);
    this.workloads = new WorkloadTable(handle);
    this.clock = clock;
  }

  @Override
  public void audit(AuditLine line) {
    ledger.audit(line);
  }

  @Override
  public long revise(Set<Subject> subjects) {
    return ledger.revise(subjects);
  }

  @Override
  public void insert(Project project) {
    projects.insert(project);
  }

  @Override
  public void update(Project project) {
    projects.update(project);
  }

  @Override
  public void setEgress(ProjectId project, EgressPolicy policy) {
    projects.setEgress(project, policy);
  }

  @Override
  public User insertUser(
      ProjectId project,
      UserName name,
      Description description,
      String openstackId,
      Instant createdAt,
      @Nullable Instant endsAt) {
    return users.insert(project, name, description, openstackId, createdAt, endsAt);
  }

  @Override
  public Optional<User> lockUser(ProjectId project, UserId id) {
    return users.find(project, id, true);
  }

  @Override
  public void update(User user) {
    users.update(user);
  }

  @Override
  public void deleteUser(UserId id) {
    if (users.delete(id)) {
      storage.deletePolicy(id);
      deleteAllOf(Subject.user(id));
    }
  }

  @Override
  public List<Grant> grants(UserId id) {
    return users.grants(id);
  }

  @Override
  public void grant(UserId id, Grant grant) {
    users.grant(id, grant);
  }

  @Override
  public boolean revoke(UserId id, RoleName role) {
    return users.revoke(id, role);
  }

  @Override
  public Account insertAccount(UserName name, Instant createdAt) {
    return accounts.insert(name, createdAt);
  }

  @Override
  public List<Account> lockAccounts() {
    return accounts.all(true);
  }

  @Override
  public void update(Account account) {
    accounts.update(account);
  }

  @Override
  public void deleteAccount(int id) {
    deleteAllOf(Subject.account(id));
    accounts.delete(id);
  }

  @Override
  public void setPassword(
      Subject subject, PasswordHash hash, Instant now, @Nullable Instant othersEndAt) {
    credentials.setPassword(Owner.required(subject), hash, now, othersEndAt);
  }

  @Override
  public Credential insert(Credential credential, Fingerprint fingerprint) {
    return credentials.insert(credential, fingerprint);
  }

  @Override
  public void keepSecret(UUID credential, String sealed) {
    storage.keepSecret(credential, sealed);
  }

  @Override
  public String policy(UserId user) {
    return storage.policy(user.value());
  }

  @Override
  public void setPolicy(UserId user, String text, Instant now) {
    storage.setPolicy(user, text, now);
  }

  @Override
  public Optional<Credential> renew(UUID id, Fingerprint fingerprint, Instant now) {
    return credentials.renew(id, fingerprint, now);
  }

  @Override
  public Optional<Credential> confirm(UUID id, Instant now) {
    return credentials.confirm(id, now);
  }

  @Override
  public Optional<Credential> end(UUID id) {
    return credentials.end(id);
  }

  @Override
  public void drop(Subject whose, OneTimeCode.Purpose purpose) {
    credentials.drop(Owner.required(whose), purpose);
  }

  @Override
  public boolean stillStands(Credential basis) {
    return credentials.stillStands(Owner.required(basis.subject()), basis);
  }

  @Override
  public int endNamed(Subject subject, Credential.Kind kind, String name) {
    return credentials.endNamed(Owner.required(subject), kind, name);
  }

  @Override
  public Map<Credential.Kind, Integer> endAll(Subject subject, Set<Credential.Kind> kinds) {
    return credentials.endAll(Owner.required(subject), kinds);
  }

  @Override
  public void put(OneTimeCode code) {
    credentials.put(code);
  }

  @Override
  public Optional<OneTimeCode> take(
      Fingerprint fingerprint, OneTimeCode.Purpose purpose, Instant now) {
    return credentials.take(fingerprint, purpose, now);
  }

  @Override
  public Application insert(Application application) {
    return applications.insert(application);
  }

  @Override
  public void own(int application, Subject owner) {
    applications.own(application, Owner.required(owner));
  }

  @Override
  public void update(Application application) {
    applications.update(application);
  }

  @Override
  public Optional<Integer> deleteApplication(int id) {
    Optional<List<Subject>> ended = applications.delete(id);
    ended.filter(keys -> !keys.isEmpty()).ifPresent(keys -> ledger.revise(new HashSet<>(keys)));
    return ended.map(List::size);
  }

  @Override
  public void put(PendingConsumerKey pending) {
    applications.put(pending);
  }

  @Override
  public Optional<PendingConsumerKey> takePending(Fingerprint validation, Instant now) {
    return applications.take(validation, now);
  }

  /** Those that have settled already are no longer wanted to run either, but not named. */
  @Override
  public List<AffectedWorkload> stopWorkloadsOf(UserId id) {
    var affected = new ArrayList<AffectedWorkload>();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (Workload workload : workloads.lockWantedOf(Subject.user(id))) {
      workloads.update(workload.wanted(Desired.STOPPED, now));
      if (!workload.state().isSettled()) {
        affected.add(affected(workload));
      }
    }
    return affected;
  }

  @Override
  public List<AffectedWorkload> runningWorkloadsOf(UserId id) {
    return workloads.lockWantedOf(Subject.user(id)).stream()
        .filter(workload -> !workload.state().isSettled())
        .map(PostgresChange::affected)
        .toList();
  }

  @Override
  public List<AffectedWorkload> handOverWorkloads(UserId from, User to) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<Workload> all = workloads.madeBy(Subject.user(from), true);
    all.forEach(each -> workloads.update(each.of(to.subject(), to.name().value(), now)));
    return all.stream().map(PostgresChange::affected).toList();
  }

  private static AffectedWorkload affected(Workload workload) {
    return new AffectedWorkload(
        workload.kind().word(), workload.id().toString(), workload.spec().name());
  }

  private void deleteAllOf(Subject subject) {
    Owner owner = Owner.required(subject);
    for (Application application : applications.of(owner)) {
      deleteApplication(application.id());
    }
    credentials.deleteAllOf(owner);
  }
}
