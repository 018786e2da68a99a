package gatehouse.core.administration;

import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Grant;
import gatehouse.core.access.Principal;
import gatehouse.core.access.RoleName;
import gatehouse.core.audit.AuditCheckpoint;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.identity.Account;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserName;
import gatehouse.core.identity.UserStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** All that {@link MemoryAdministration} keeps at one moment; changed only before it is shown. */
final class MemoryRows {
  final Map<ProjectId, Project> projects = new LinkedHashMap<>();
  final Map<ProjectId, EgressPolicy> egress = new HashMap<>();
  final TreeMap<Integer, User> users = new TreeMap<>();
  final Map<Integer, LinkedHashMap<RoleName, Grant>> grants = new HashMap<>();
  final TreeMap<Integer, Account> accounts = new TreeMap<>();
  final LinkedHashMap<UUID, Principal.Key> credentials = new LinkedHashMap<>();
  final Map<UUID, Instant> uses = new HashMap<>();
  final Map<Subject, List<Principal.Password>> passwords = new HashMap<>();
  final Map<UUID, String> sealed = new HashMap<>();
  final Map<Integer, String> policies = new HashMap<>();
  final TreeMap<Integer, Application> applications = new TreeMap<>();
  final Map<Fingerprint, OneTimeCode> codes = new HashMap<>();
  final Map<UUID, PendingConsumerKey> pending = new HashMap<>();
  final TreeMap<Long, AuditEntry> audit = new TreeMap<>();
  final TreeMap<Long, AuditCheckpoint> checkpoints = new TreeMap<>();
  long revision;
  int lastId;

  MemoryRows copy() {
    var copy = new MemoryRows();
    copy.projects.putAll(projects);
    copy.egress.putAll(egress);
    copy.users.putAll(users);
    grants.forEach((id, held) -> copy.grants.put(id, new LinkedHashMap<>(held)));
    copy.accounts.putAll(accounts);
    copy.credentials.putAll(credentials);
    copy.uses.putAll(uses);
    passwords.forEach((subject, list) -> copy.passwords.put(subject, new ArrayList<>(list)));
    copy.sealed.putAll(sealed);
    copy.policies.putAll(policies);
    copy.applications.putAll(applications);
    copy.codes.putAll(codes);
    copy.pending.putAll(pending);
    copy.audit.putAll(audit);
    copy.checkpoints.putAll(checkpoints);
    copy.revision = revision;
    copy.lastId = lastId;
    return copy;
  }

  /** Drops what ended before a moment; how many are gone. */
  int trim(Instant before, int most) {
    return drop(credentials, key -> endedSession(key.credential(), before), most)
        + passwords.values().stream().mapToInt(list -> dropPasswords(list, before, most)).sum()
        + drop(codes, code -> code.expiresAt().isBefore(before), most)
        + drop(pending, key -> key.expiresAt().isBefore(before), most);
  }

  private static boolean endedSession(Credential one, Instant before) {
    boolean session =
        switch (one.kind()) {
          case PANEL_SESSION, CLI_SESSION, WORKLOAD_SESSION, USER_TOKEN, SERVICE_TOKEN -> true;
          case TOKEN, CONSUMER_KEY, PASSWORD, S3_KEY, WORKLOAD, SSH_KEY, SERVICE_ACCOUNT -> false;
        };
    return session && one.expiresAt() != null && one.expiresAt().isBefore(before);
  }

  private static int dropPasswords(List<Principal.Password> all, Instant before, int most) {
    var gone =
        all.stream()
            .filter(one -> one.endsAt() != null && one.endsAt().isBefore(before))
            .limit(most)
            .toList();
    all.removeAll(gone);
    return gone.size();
  }

  private static <K, V> int drop(Map<K, V> from, Predicate<V> ended, int most) {
    var gone =
        from.entrySet().stream()
            .filter(entry -> ended.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .limit(most)
            .toList();
    gone.forEach(from::remove);
    return gone.size();
  }

  Optional<User> user(int id) {
    return Optional.ofNullable(users.get(id)).filter(u -> u.status() != UserStatus.DELETED);
  }

  Optional<User> user(UserName name) {
    return users.values().stream()
        .filter(u -> u.status() != UserStatus.DELETED && u.name().equals(name))
        .findFirst();
  }

  Optional<Account> account(UserName name) {
    return accounts.values().stream().filter(a -> a.name().equals(name)).findFirst();
  }

  List<Grant> grants(int user) {
    return List.copyOf(grants.getOrDefault(user, new LinkedHashMap<>()).values());
  }

  /** What object storage knows of somebody. */
  Principal.Storage storage(Subject subject) {
    var secrets = new HashMap<UUID, String>();
    credentials.values().stream()
        .filter(key -> key.credential().subject().equals(subject))
        .map(key -> key.credential().id())
        .filter(sealed::containsKey)
        .forEach(id -> secrets.put(id, sealed.get(id)));
    String policy =
        subject.kind() == Subject.Kind.USER
            ? policies.getOrDefault(Integer.parseInt(subject.key()), "")
            : "";
    return new Principal.Storage(secrets, policy);
  }

  UserWithRoles withRoles(User user) {
    return new UserWithRoles(user, grants(user.id().value()));
  }

  /** The project a token is listed in: its own, or its owner's. */
  Optional<ProjectId> listedIn(Credential token) {
    if (token.project() != null) {
      return Optional.of(token.project());
    }
    return token.subject().kind() == Subject.Kind.USER
        ? user(Integer.parseInt(token.subject().key())).map(User::project)
        : Optional.empty();
  }
}
