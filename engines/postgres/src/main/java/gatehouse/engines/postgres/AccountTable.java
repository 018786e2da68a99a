package gatehouse.engines.postgres;

import gatehouse.core.identity.Account;
import gatehouse.core.identity.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Accounts. Their names stand beside those of users. */
final class AccountTable {
  /** An account as {@link Rows#account} reads it. */
  static final String SELECT =
      """
      SELECT accounts.*,
        EXISTS (SELECT FROM passwords WHERE account_id = accounts.id AND ends_at IS NULL)
          AS has_password
      FROM accounts\s""";

  private final Handle handle;

  AccountTable(Handle handle) {
    this.handle = handle;
  }

  Account insert(UserName name, Instant createdAt) {
    return handle
        .createQuery(
            """
            WITH taken AS (
              INSERT INTO names (name, account_id)
              VALUES (:name, nextval(pg_get_serial_sequence('accounts', 'id')))
              ON CONFLICT (name) DO NOTHING
              RETURNING account_id)
            INSERT INTO accounts (id, name, status, created_at)
            SELECT account_id, :name, 'OK', :createdAt FROM taken
            RETURNING accounts.*, false AS has_password
            """)
        .bind("name", name.value())
        .bind("createdAt", Columns.time(createdAt))
        .map(Rows::account)
        .findOne()
        .orElseThrow(() -> UserTable.taken(name));
  }

  List<Account> all(boolean locked) {
    return handle
        .createQuery(SELECT + "ORDER BY id" + (locked ? " FOR UPDATE OF accounts" : ""))
        .map(Rows::account)
        .list();
  }

  Optional<Account> find(int id) {
    return handle
        .createQuery(SELECT + "WHERE id = :id")
        .bind("id", id)
        .map(Rows::account)
        .findOne();
  }

  void update(Account account) {
    handle
        .createUpdate("UPDATE accounts SET status = :status WHERE id = :id")
        .bind("id", account.id())
        .bind("status", account.status().name())
        .execute();
  }

  void delete(int id) {
    handle.execute("DELETE FROM accounts WHERE id = ?", id);
  }
}
