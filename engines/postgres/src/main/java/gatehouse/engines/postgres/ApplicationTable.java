package gatehouse.engines.postgres;

import gatehouse.core.access.Application;
import gatehouse.core.administration.PendingConsumerKey;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** API applications, and consumer keys that nobody has accepted yet. */
final class ApplicationTable {
  private final Handle handle;

  ApplicationTable(Handle handle) {
    this.handle = handle;
  }

  Application insert(Application given) {
    var query =
        handle.createQuery(
            """
            INSERT INTO applications (key, sealed_secret, name, description, user_id, account_id,
              created_at)
            VALUES (:key, :sealedSecret, :name, :description, :user, :account, :createdAt)
            ON CONFLICT (key) DO NOTHING
            RETURNING *
            """);
    return Owner.bind(query, given.owner() == null ? null : Owner.required(given.owner()))
        .bind("key", given.key())
        .bind("sealedSecret", given.sealedSecret())
        .bind("name", given.name())
        .bind("description", given.description())
        .bind("createdAt", Columns.time(given.createdAt()))
        .map(Rows::application)
        .findOne()
        .orElseThrow(
            () ->
                new Refused(
                    new Conflict("The application key " + given.key() + " is in use already.")));
  }

  Optional<Application> find(String key) {
    return handle
        .createQuery("SELECT * FROM applications WHERE key = :key")
        .bind("key", key)
        .map(Rows::application)
        .findOne();
  }

  List<Application> of(Owner owner) {
    var query =
        handle.createQuery(
            "SELECT * FROM applications WHERE " + owner.condition() + " ORDER BY created_at, id");
    return owner.bindTo(query).map(Rows::application).list();
  }

  void update(Application given) {
    handle
        .createUpdate(
            "UPDATE applications SET name = :name, description = :description WHERE id = :id")
        .bind("name", given.name())
        .bind("description", given.description())
        .bind("id", given.id())
        .execute();
  }

  void own(int id, Owner owner) {
    owner
        .bindTo(
            handle.createUpdate(
                """
                UPDATE applications SET user_id = :user, account_id = :account
                WHERE id = :id AND user_id IS NULL AND account_id IS NULL
                """))
        .bind("id", id)
        .execute();
  }

  /**
   * Removes an application; whose consumer keys ended with it, one entry a key. Empty where there
   * is none.
   */
  Optional<List<Subject>> delete(int id) {
    List<Subject> ended =
        handle
            .createQuery(
                "DELETE FROM credentials WHERE application = :id RETURNING user_id, account_id")
            .bind("id", id)
            .map((row, context) -> Owner.subject(row))
            .list();
    int deleted = handle.execute("DELETE FROM applications WHERE id = ?", id);
    return deleted == 0 ? Optional.empty() : Optional.of(ended);
  }

  void put(PendingConsumerKey pending) {
    handle
        .createUpdate(
            """
            INSERT INTO pending_consumer_keys (id, key_fingerprint, validation_fingerprint,
              application, rules, addresses, redirection, created_at, expires_at)
            VALUES (:id, :key, :validation, :application, cast(:rules AS jsonb),
              cast(:addresses AS jsonb), :redirection, :createdAt, :expiresAt)
            """)
        .bind("id", pending.id())
        .bind("key", pending.key().bytes())
        .bind("validation", pending.validation().bytes())
        .bind("application", pending.application())
        .bind("rules", Columns.json(pending.rules()))
        .bind("addresses", Columns.jsonOfWords(pending.addresses()))
        .bind("redirection", pending.redirection())
        .bind("createdAt", Columns.time(pending.createdAt()))
        .bind("expiresAt", Columns.time(pending.expiresAt()))
        .execute();
  }

  Optional<PendingConsumerKey> pendingByKey(Fingerprint key) {
    return handle
        .createQuery("SELECT * FROM pending_consumer_keys WHERE key_fingerprint = :key")
        .bind("key", key.bytes())
        .map(Rows::pending)
        .findOne();
  }

  Optional<PendingConsumerKey> pendingByValidation(Fingerprint validation) {
    return handle
        .createQuery(
            "SELECT * FROM pending_consumer_keys WHERE validation_fingerprint = :validation")
        .bind("validation", validation.bytes())
        .map(Rows::pending)
        .findOne();
  }

  /** Late ones go as well whenever one is taken: nobody else would tidy up after them. */
  Optional<PendingConsumerKey> take(Fingerprint validation, Instant now) {
    Optional<PendingConsumerKey> taken =
        handle
            .createQuery(
                """
                DELETE FROM pending_consumer_keys WHERE validation_fingerprint = :validation
                RETURNING *
                """)
            .bind("validation", validation.bytes())
            .map(Rows::pending)
            .findOne();
    handle.execute(
        """
        DELETE FROM pending_consumer_keys WHERE id IN
          (SELECT id FROM pending_consumer_keys WHERE expires_at <= ? FOR UPDATE SKIP LOCKED)
        """,
        Columns.time(now));
    return taken.filter(pending -> now.isBefore(pending.expiresAt()));
  }
}
