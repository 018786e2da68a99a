package gatehouse.engines.postgres;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What ended long ago, dropped. Rows that somebody holds just now are left for the next time. */
final class Trimmings {
  private static final List<String> ENDED =
      List.of(
          """
          DELETE FROM credentials WHERE id IN (
            SELECT id FROM credentials
            WHERE kind IN
                ('PANEL_SESSION', 'CLI_SESSION', 'WORKLOAD_SESSION', 'USER_TOKEN', 'SERVICE_TOKEN')
              AND expires_at < :before
            LIMIT :most FOR UPDATE SKIP LOCKED)
          """,
          """
          DELETE FROM passwords WHERE id IN (
            SELECT id FROM passwords WHERE ends_at < :before
            LIMIT :most FOR UPDATE SKIP LOCKED)
          """,
          """
          DELETE FROM codes WHERE fingerprint IN (
            SELECT fingerprint FROM codes WHERE expires_at < :before
            LIMIT :most FOR UPDATE SKIP LOCKED)
          """,
          """
          DELETE FROM pending_consumer_keys WHERE id IN (
            SELECT id FROM pending_consumer_keys WHERE expires_at < :before
            LIMIT :most FOR UPDATE SKIP LOCKED)
          """);

  private final Handle handle;

  Trimmings(Handle handle) {
    this.handle = handle;
  }

  int drop(Instant before, int most) {
    return ENDED.stream()
        .mapToInt(
            sql ->
                handle
                    .createUpdate(sql)
                    .bind("before", Columns.time(before))
                    .bind("most", most)
                    .execute())
        .sum();
  }
}
