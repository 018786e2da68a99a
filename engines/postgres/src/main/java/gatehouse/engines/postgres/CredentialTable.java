package gatehouse.engines.postgres;

import gatehouse.core.access.Credential;
import gatehouse.core.administration.OneTimeCode;
import gatehouse.core.administration.Page;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Credentials, passwords and codes. What has ended is not kept. */
final class CredentialTable {
  private final Handle handle;

  CredentialTable(Handle handle) {
    this.handle = handle;
  }

  Credential insert(Credential given, Fingerprint fingerprint) {
    var query =
        handle.createQuery(
            """
            INSERT INTO credentials (id, kind, user_id, account_id, project, listed_in, name, role,
              labels, workload, application, rules, addresses, version, fingerprint, created_at,
              updated_at, expires_at)
            VALUES (:id, :kind, :user, :account, :project,
              CASE WHEN :kind = 'TOKEN'
                THEN coalesce(:project, (SELECT project FROM users WHERE id = :user)) END,
              :name, :role, cast(:labels AS jsonb), :workload, :application,
              cast(:rules AS jsonb), cast(:addresses AS jsonb), :version, :fingerprint, :createdAt,
              :updatedAt, :expiresAt)
            ON CONFLICT (fingerprint) DO NOTHING
            RETURNING *
            """);
    return Owner.required(given.subject())
        .bindTo(query)
        .bind("id", given.id())
        .bind("kind", given.kind().name())
        .bind("project", given.project() == null ? null : given.project().value())
        .bind("name", given.name())
        .bind("role", given.role() == null ? null : given.role().value())
        .bind("labels", Columns.json(given.selector().labels()))
        .bind("workload", given.workload())
        .bind("application", given.application())
        .bind("rules", Columns.json(given.rules()))
        .bind("addresses", Columns.jsonOfWords(given.addresses()))
        .bind("version", given.version())
        .bind("fingerprint", fingerprint.bytes())
        .bind("createdAt", Columns.time(given.createdAt()))
        .bind("updatedAt", Columns.time(given.updatedAt()))
        .bind("expiresAt", Columns.timeOrNull(given.expiresAt()))
        .map(Rows::credential)
        .findOne()
        .orElseThrow(() -> new Refused(new Conflict("This secret is in use already.")));
  }

  Optional<Credential> find(UUID id) {
    return handle
        .createQuery("SELECT * FROM credentials WHERE id = :id")
        .bind("id", id)
        .map(Rows::credential)
        .findOne();
  }

  Optional<Subject> ownerOf(Fingerprint fingerprint) {
    return handle
        .createQuery("SELECT user_id, account_id FROM credentials WHERE fingerprint = :fingerprint")
        .bind("fingerprint", fingerprint.bytes())
        .map((row, context) -> Owner.subject(row))
        .findOne();
  }

  List<Credential> of(Owner owner, Set<Credential.Kind> kinds) {
    var query =
        handle.createQuery(
            "SELECT * FROM credentials WHERE "
                + owner.condition()
                + " AND kind = ANY(:kinds) ORDER BY created_at DESC, number DESC");
    return owner
        .bindTo(query)
        .bindArray("kinds", String.class, (Object[]) Columns.names(kinds))
        .map(Rows::credential)
        .list();
  }

  Page<Credential> tokens(ProjectId project, int offset, int limit) {
    List<Credential> tokens =
        handle
            .createQuery(
                """
                SELECT * FROM credentials WHERE listed_in = :project AND kind = 'TOKEN'
                ORDER BY created_at, number LIMIT :limit OFFSET :offset
                """)
            .bind("project", project.value())
            .bind("limit", limit)
            .bind("offset", offset)
            .map(Rows::credential)
            .list();
    long total =
        handle
            .createQuery(
                "SELECT count(*) FROM credentials WHERE listed_in = :project AND kind = 'TOKEN'")
            .bind("project", project.value())
            .mapTo(Long.class)
            .one();
    return new Page<>(tokens, total);
  }

  Optional<Credential> renew(UUID id, Fingerprint fingerprint, Instant now) {
    return handle
        .createQuery(
            """
            UPDATE credentials
            SET fingerprint = :fingerprint, version = version + 1, updated_at = :now
            WHERE id = :id
            RETURNING *
            """)
        .bind("id", id)
        .bind("fingerprint", fingerprint.bytes())
        .bind("now", Columns.time(now))
        .map(Rows::credential)
        .findOne();
  }

  Optional<Credential> confirm(UUID id, Instant now) {
    return handle
        .createQuery("UPDATE credentials SET updated_at = :now WHERE id = :id RETURNING *")
        .bind("id", id)
        .bind("now", Columns.time(now))
        .map(Rows::credential)
        .findOne();
  }

  Optional<Credential> end(UUID id) {
    return handle
        .createQuery("DELETE FROM credentials WHERE id = :id RETURNING *")
        .bind("id", id)
        .map(Rows::credential)
        .findOne();
  }

  /** Locks the owner first and the credential second, as every change that ends one does. */
  boolean stillStands(Owner owner, Credential basis) {
    boolean user = owner.isUser();
    String people = user ? "users WHERE id = :user" : "accounts WHERE id = :account";
    var status =
        owner
            .bindTo(handle.createQuery("SELECT status FROM " + people + " FOR SHARE"))
            .mapTo(String.class)
            .findOne();
    if (!status.filter("OK"::equals).isPresent()) {
      return false;
    }
    String table =
        basis.kind() == Credential.Kind.PASSWORD
            ? "passwords WHERE id = :id"
            : "credentials WHERE id = :id AND version = :version";
    return handle
        .createQuery("SELECT 1 FROM " + table + " FOR SHARE")
        .bind("id", basis.id())
        .bind("version", basis.version())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  void drop(Owner owner, OneTimeCode.Purpose purpose) {
    owner
        .bindTo(
            handle.createUpdate(
                "DELETE FROM codes WHERE " + owner.condition() + " AND purpose = :purpose"))
        .bind("purpose", purpose.name())
        .execute();
  }

  int endNamed(Owner owner, Credential.Kind kind, String name) {
    return owner
        .bindTo(
            handle.createUpdate(
                "DELETE FROM credentials WHERE "
                    + owner.condition()
                    + " AND kind = :kind AND name = :name"))
        .bind("kind", kind.name())
        .bind("name", name)
        .execute();
  }

  Map<Credential.Kind, Integer> endAll(Owner owner, Set<Credential.Kind> kinds) {
    var query =
        handle.createQuery(
            "DELETE FROM credentials WHERE "
                + owner.condition()
                + " AND kind = ANY(:kinds) RETURNING kind");
    var ended = new EnumMap<Credential.Kind, Integer>(Credential.Kind.class);
    owner
        .bindTo(query)
        .bindArray("kinds", String.class, (Object[]) Columns.names(kinds))
        .mapTo(String.class)
        .forEach(kind -> ended.merge(Credential.Kind.valueOf(kind), 1, Integer::sum));
    return ended;
  }

  void setPassword(Owner owner, PasswordHash hash, Instant now, @Nullable Instant othersEndAt) {
    if (othersEndAt == null) {
      owner
          .bindTo(handle.createUpdate("DELETE FROM passwords WHERE " + owner.condition()))
          .execute();
    } else {
      endPasswords(owner, now, othersEndAt);
    }
    owner
        .bindTo(
            handle.createUpdate(
                """
                INSERT INTO passwords (id, user_id, account_id, hash, set_at)
                VALUES (gen_random_uuid(), :user, :account, :hash, :now)
                """))
        .bind("hash", hash.value())
        .bind("now", Columns.time(now))
        .execute();
  }

  private void endPasswords(Owner owner, Instant now, Instant at) {
    owner
        .bindTo(
            handle.createUpdate(
                "UPDATE passwords SET ends_at = least(ends_at, :at) WHERE " + owner.condition()))
        .bind("at", Columns.time(at))
        .execute();
    owner
        .bindTo(
            handle.createUpdate(
                "DELETE FROM passwords WHERE " + owner.condition() + " AND ends_at <= :now"))
        .bind("now", Columns.time(now))
        .execute();
  }

  void put(OneTimeCode code) {
    Owner.required(code.whose())
        .bindTo(
            handle.createUpdate(
                """
                INSERT INTO codes (fingerprint, purpose, user_id, account_id, payload, expires_at)
                VALUES (:fingerprint, :purpose, :user, :account, :payload, :expiresAt)
                """))
        .bind("fingerprint", code.fingerprint().bytes())
        .bind("purpose", code.purpose().name())
        .bind("payload", code.payload())
        .bind("expiresAt", Columns.time(code.expiresAt()))
        .execute();
  }

  boolean isLive(Fingerprint code, OneTimeCode.Purpose purpose, Instant now) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM codes
              WHERE fingerprint = :fingerprint AND purpose = :purpose AND expires_at > :now)
            """)
        .bind("fingerprint", code.bytes())
        .bind("purpose", purpose.name())
        .bind("now", Columns.time(now))
        .mapTo(Boolean.class)
        .one();
  }

  /** Late ones go as well whenever one is taken: nobody else would tidy up after them. */
  Optional<OneTimeCode> take(Fingerprint fingerprint, OneTimeCode.Purpose purpose, Instant now) {
    Optional<OneTimeCode> taken =
        handle
            .createQuery(
                """
                DELETE FROM codes WHERE fingerprint = :fingerprint AND purpose = :purpose
                RETURNING *
                """)
            .bind("fingerprint", fingerprint.bytes())
            .bind("purpose", purpose.name())
            .map(Rows::code)
            .findOne();
    handle.execute(
        """
        DELETE FROM codes WHERE fingerprint IN
          (SELECT fingerprint FROM codes WHERE expires_at <= ? FOR UPDATE SKIP LOCKED)
        """,
        Columns.time(now));
    return taken.filter(code -> now.isBefore(code.expiresAt()));
  }

  /** Removes all by which somebody was known. */
  void deleteAllOf(Owner owner) {
    for (String table : List.of("passwords", "credentials", "codes")) {
      owner
          .bindTo(handle.createUpdate("DELETE FROM " + table + " WHERE " + owner.condition()))
          .execute();
    }
  }
}
