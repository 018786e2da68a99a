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
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction writes besides its own work: its revision and its audit lines. Whoever comes
 * here holds the row of the installation until the end of the transaction: hence numbers without
 * gaps, in the order of commits, and one chain.
 */
final class Ledger implements AccessChange {
  /** The channel on which nodes are told that there is something new. */
  static final String CHANNEL = "gatehouse";

  private static final Map<String, Function<AuditLine, String>> LINE =
      Map.of(
          "subject", AuditLine::subject,
          "who", AuditLine::who,
          "credential", AuditLine::credential,
          "address", AuditLine::address,
          "action", AuditLine::action,
          "target", AuditLine::target,
          "result", AuditLine::result,
          "details", line -> Columns.json(line.details()));

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

  /**
   * The ledger of a transaction that ends in its lock anyway and locks people before: it takes the
   * lock first, so that none of these is in another's way.
   */
  static Ledger inLine(Handle handle, InstantSource clock) {
    var ledger = new Ledger(handle, clock);
    ledger.end();
    return ledger;
  }

  /**
   * Writes what was collected; the last thing done in a transaction. One statement, since everybody
   * who changes something waits for whoever is here.
   */
  void write() {
    if (lines.isEmpty() && revision == 0) {
      return;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<AuditEntry> entries = entries(now);
    var query =
        handle.createQuery(
            """
            WITH written AS (
              INSERT INTO audit (number, at, subject, who, credential, address, action, target,
                result, details, revision, hash)
              SELECT number, :at, subject, who, credential, address, action, target, result,
                cast(details AS jsonb), :revision, hash
              FROM unnest(:numbers, :subject, :who, :credential, :address, :action, :target,
                :result, :details, :hashes) AS line (number, subject, who, credential, address,
                action, target, result, details, hash)),
            moved AS (
              UPDATE installation SET revision = greatest(revision, :revision),
                audit_number = :number, audit_hash = :hash),
            kept AS (
              INSERT INTO revisions (number, subjects)
              SELECT :revision, :subjects WHERE :revision > 0)
            SELECT pg_notify(:channel, 'revision ' || :revision)::text WHERE :revision > 0
            """);
    bindLines(query, entries);
    query
        .bind("at", Columns.time(now))
        .bind("revision", revision)
        .bind("number", end().number + lines.size())
        .bind("hash", entries.isEmpty() ? end().hash : entries.getLast().hash())
        .bindArray("subjects", String.class, subjects.stream().map(Subject::toString).toArray())
        .bind("channel", CHANNEL)
        .mapTo(String.class)
        .list();
  }

  private List<AuditEntry> entries(Instant now) {
    var entries = new ArrayList<AuditEntry>();
    String hash = end().hash;
    for (AuditLine line : lines) {
      long number = end().number + entries.size() + 1;
      AuditEntry entry = AuditEntry.after(hash, number, now, line, revision);
      entries.add(entry);
      hash = entry.hash();
    }
    return entries;
  }

  private void bindLines(Query query, List<AuditEntry> entries) {
    query.bindArray("numbers", Long.class, entries.stream().map(AuditEntry::number).toArray());
    query.bindArray("hashes", String.class, entries.stream().map(AuditEntry::hash).toArray());
    LINE.forEach(
        (name, part) -> query.bindArray(name, String.class, lines.stream().map(part).toArray()));
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
