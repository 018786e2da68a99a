package gatehouse.engines.postgres;

import gatehouse.core.access.AccessChange;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction writes besides its own work: its revision and its audit lines. Whoever comes
 * here holds the row of the installation until the end of the transaction: hence numbers without
 * gaps, in the order of commits, and one chain.
 */
final class Ledger implements AccessChange {
  /** The channel on which nodes are told that there is something new. */
  static final String CHANNEL = "gatehouse";

  private final Handle handle;
  private final InstantSource clock;
  private final List<AuditLine> lines = new ArrayList<>();
  private final Set<Subject> subjects = new LinkedHashSet<>();
  private @Nullable End end;
  private long revision;

  Ledger(Handle handle, InstantSource clock) {
    this.handle = handle;
    this.clock = clock;
  }

  @Override
  public void audit(AuditLine line) {
    lines.add(storable(line));
  }

  @Override
  public long revise(Set<Subject> touched) {
    if (revision == 0) {
      revision = end().revision + 1;
    }
    subjects.addAll(touched);
    return revision;
  }

  /** Writes what was collected; the last thing done in a transaction. */
  void write() {
    if (lines.isEmpty() && revision == 0) {
      return;
    }
    End last = end();
    String hash = last.hash;
    if (!lines.isEmpty()) {
      hash = writeLines(last);
    }
    handle
        .createUpdate(
            """
            UPDATE installation
            SET revision = greatest(revision, :revision), audit_number = :number, audit_hash = :hash
            """)
        .bind("revision", revision)
        .bind("number", last.number + lines.size())
        .bind("hash", hash)
        .execute();
    if (revision > 0) {
      writeRevision();
    }
  }

  private String writeLines(End last) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long number = last.number;
    String hash = last.hash;
    var batch =
        handle.prepareBatch(
            """
            INSERT INTO audit (number, at, subject, who, credential, address, action, target,
              result, details, revision, hash)
            VALUES (:number, :at, :subject, :who, :credential, :address, :action, :target,
              :result, cast(:details AS jsonb), :revision, :hash)
            """);
    for (AuditLine line : lines) {
      AuditEntry entry = AuditEntry.after(hash, ++number, now, line, revision);
      hash = entry.hash();
      batch
          .bind("number", number)
          .bind("at", Columns.time(now))
          .bind("subject", line.subject())
          .bind("who", line.who())
          .bind("credential", line.credential())
          .bind("address", line.address())
          .bind("action", line.action())
          .bind("target", line.target())
          .bind("result", line.result())
          .bind("details", Columns.json(line.details()))
          .bind("revision", revision)
          .bind("hash", hash)
          .add();
    }
    batch.execute();
    return hash;
  }

  private void writeRevision() {
    handle
        .createQuery(
            """
            WITH kept AS (INSERT INTO revisions (number, subjects) VALUES (:number, :subjects))
            SELECT pg_notify(:channel, 'revision ' || :number)::text
            """)
        .bind("number", revision)
        .bindArray("subjects", String.class, subjects.stream().map(Subject::toString).toList())
        .bind("channel", CHANNEL)
        .mapTo(String.class)
        .list();
  }

  private End end() {
    End present = end;
    if (present == null) {
      present = lock(handle);
      end = present;
    }
    return present;
  }

  /** Takes the lock that all changes to access end in, until the end of the transaction. */
  static End lock(Handle handle) {
    return handle
        .createQuery("SELECT revision, audit_number, audit_hash FROM installation FOR UPDATE")
        .map((row, context) -> new End(row.getLong(1), row.getLong(2), row.getString(3)))
        .one();
  }

  private static AuditLine storable(AuditLine line) {
    Map<String, String> details = new TreeMap<>();
    line.details()
        .forEach((name, value) -> details.put(Columns.storable(name), Columns.storable(value)));
    return new AuditLine(
        Columns.storable(line.subject()),
        Columns.storable(line.who()),
        Columns.storable(line.credential()),
        Columns.storable(line.address()),
        Columns.storable(line.action()),
        Columns.storable(line.target()),
        Columns.storable(line.result()),
        details);
  }

  /** Where the installation stood before this transaction. */
  record End(long revision, long number, String hash) {}
}
