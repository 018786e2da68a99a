package gatehouse.engines.postgres;

import gatehouse.core.identity.UserId;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What object storage knows of users: the sealed secrets of their keys, and their policies. */
final class StorageTable {
  private final Handle handle;

  StorageTable(Handle handle) {
    this.handle = handle;
  }

  void keepSecret(UUID credential, String sealed) {
    handle.execute("INSERT INTO s3_secrets (credential, sealed) VALUES (?, ?)", credential, sealed);
  }

  String policy(int user) {
    return handle
        .createQuery("SELECT document FROM s3_policies WHERE user_id = :user")
        .bind("user", user)
        .mapTo(String.class)
        .findOne()
        .orElse("");
  }

  void setPolicy(UserId user, String text, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO s3_policies (user_id, document, set_at) VALUES (:user, :text, :now)
            ON CONFLICT (user_id) DO UPDATE
            SET document = excluded.document, set_at = excluded.set_at
            """)
        .bind("user", user.value())
        .bind("text", text)
        .bind("now", Columns.time(now))
        .execute();
  }

  void deletePolicy(UserId user) {
    handle.execute("DELETE FROM s3_policies WHERE user_id = ?", user.value());
  }
}
