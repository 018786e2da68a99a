package gatehouse.engines.postgres;

import gatehouse.core.access.Grant;
import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalSource;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Principals read from PostgreSQL, each in one snapshot. */
public final class PostgresPrincipals implements PrincipalSource {
  private static final String USER = "user_id";
  private static final List<String> OF_USER =
      with(
          USER,
          "SELECT * FROM users WHERE id = ? AND status <> 'DELETED'",
          "SELECT * FROM grants WHERE user_id = ? ORDER BY place");
  private static final List<String> OF_ACCOUNT =
      with("account_id", AccountTable.SELECT + "WHERE id = ?");

  private final Database database;

  public PostgresPrincipals(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Subject> ownerOf(Fingerprint fingerprint) {
    return database.read(handle -> new CredentialTable(handle).ownerOf(fingerprint));
  }

  @Override
  public Optional<Subject> named(UserName name) {
    return database.read(handle -> new UserTable(handle).named(name));
  }

  @Override
  public Optional<Principal> principal(Subject subject) {
    Owner owner = Owner.of(subject);
    return owner == null
        ? Optional.empty()
        : database.read(
            handle ->
                Snapshot.of(
                    handle,
                    owner.isUser() ? OF_USER : OF_ACCOUNT,
                    owner.id(),
                    snapshot -> principal(snapshot, owner)));
  }

  private static Optional<Principal> principal(Snapshot snapshot, Owner owner) {
    Optional<Standing> standing = owner.isUser() ? ofUser(snapshot) : ofAccount(snapshot);
    return standing.map(
        found ->
            new Principal(
                found,
                snapshot.next(Rows::key),
                snapshot.next(Rows::password),
                snapshot.next(Rows::application),
                owner.isUser() ? storage(snapshot) : Principal.Storage.NONE));
  }

  private static Optional<Standing> ofUser(Snapshot snapshot) {
    List<User> users = snapshot.next(Rows::user);
    List<Grant> grants = snapshot.next(Rows::grant);
    return users.stream()
        .findFirst()
        .map(u -> new Standing(u.subject(), u.project(), u.name(), u.status(), u.endsAt(), grants));
  }

  private static Optional<Standing> ofAccount(Snapshot snapshot) {
    return snapshot.next(Rows::account).stream()
        .findFirst()
        .map(a -> new Standing(a.subject(), null, a.name(), a.status(), null, List.of()));
  }

  private static Principal.Storage storage(Snapshot snapshot) {
    Map<UUID, String> secrets =
        snapshot
            .next((row, context) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    List<String> policy = snapshot.next((row, context) -> row.getString(1));
    return new Principal.Storage(secrets, policy.isEmpty() ? "" : policy.getFirst());
  }

  private static List<String> with(String column, String... before) {
    var queries = new ArrayList<>(List.of(before));
    queries.add("SELECT * FROM credentials WHERE " + column + " = ?");
    queries.add("SELECT * FROM passwords WHERE " + column + " = ? ORDER BY set_at DESC, id");
    queries.add("SELECT * FROM applications WHERE " + column + " = ? ORDER BY created_at, id");
    if (column.equals(USER)) {
      queries.add(
          "SELECT credential, sealed FROM s3_secrets JOIN credentials ON id = credential"
              + " WHERE user_id = ?");
      queries.add("SELECT document FROM s3_policies WHERE user_id = ?");
    }
    return List.copyOf(queries);
  }
}
