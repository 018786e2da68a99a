package gatehouse.engines.postgres;

import gatehouse.core.access.Principal;
import gatehouse.core.access.PrincipalSource;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserName;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Principals read from PostgreSQL, each in one snapshot. */
public final class PostgresPrincipals implements PrincipalSource {
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
        : database.readAtOnce(
            handle -> standing(handle, owner).map(found -> principal(handle, owner, found)));
  }

  private static Optional<Standing> standing(Handle handle, Owner owner) {
    if (owner.kind() == Subject.Kind.ACCOUNT) {
      return new AccountTable(handle)
          .find(owner.id())
          .map(a -> new Standing(a.subject(), null, a.name(), a.status(), null, List.of()));
    }
    var users = new UserTable(handle);
    return users
        .find(owner.id())
        .map(
            u ->
                new Standing(
                    u.subject(),
                    u.project(),
                    u.name(),
                    u.status(),
                    u.endsAt(),
                    users.grants(u.id())));
  }

  private static Principal principal(Handle handle, Owner owner, Standing standing) {
    var credentials = new CredentialTable(handle);
    return new Principal(
        standing,
        credentials.keysOf(owner),
        credentials.passwordsOf(owner),
        new ApplicationTable(handle).of(owner),
        new StorageTable(handle).of(owner));
  }
}
