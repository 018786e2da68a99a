package gatehouse.engines.postgres;

import gatehouse.core.access.Cluster;
import gatehouse.core.access.ConnectionKind;
import gatehouse.core.access.Revision;
import gatehouse.core.identity.Subject;
import gatehouse.core.news.Headline;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;

/** What nodes tell each other through PostgreSQL; leases count on the database's clock. */
public final class PostgresCluster implements Cluster {
  private static final TypeReference<EnumMap<ConnectionKind, Integer>> CUT =
      new TypeReference<>() {};

  /** How often old revisions are removed: each time so many more were acknowledged. */
  private static final long TRIM_EACH = 500;

  private final Database database;
  private final Executor executor;

  /**
   * @param executor runs one long task for each listener
   */
  public PostgresCluster(Database database, Executor executor) {
    this.database = database;
    this.executor = executor;
  }

  @Override
  public long join(Member node, Duration lease) {
    return database.transaction(
        handle -> {
          long last =
              handle.createQuery("SELECT revision FROM installation").mapTo(Long.class).one();
          handle
              .createUpdate(
                  """
                  INSERT INTO nodes (name, home, address, keys, lease_until, acknowledged)
                  VALUES (:node, :home, :address, :keys, clock_timestamp() + :millis * interval '1 ms', :last)
                  ON CONFLICT (name) DO UPDATE
                  SET home = excluded.home, address = excluded.address, keys = excluded.keys, lease_until = excluded.lease_until,
                    acknowledged = excluded.acknowledged
                  """)
              .bind("node", node.name())
              .bind("home", node.home())
              .bind("address", node.address())
              .bind("keys", node.keys())
              .bind("millis", lease.toMillis())
              .bind("last", last)
              .execute();
          return last;
        });
  }

  /**
   * One statement, so that a node that is paused cannot hold it half done. A lease that ran out, or
   * was declared so by {@link #behind}, is not renewed: the node has missed too much and joins
   * anew.
   */
  @Override
  public List<Revision> renew(String node, long applied, Duration lease) {
    var revisions = new ArrayList<Revision>();
    boolean renewed =
        database.read(
            handle ->
                handle
                        .createQuery(
                            """
                        WITH renewed AS (
                          UPDATE nodes
                          SET lease_until = clock_timestamp() + :millis * interval '1 ms',
                            acknowledged = greatest(acknowledged, :applied)
                          WHERE name = :node AND lease_until > clock_timestamp()
                          RETURNING name)
                        SELECT number, subjects
                        FROM renewed LEFT JOIN revisions ON number > :applied
                        ORDER BY number
                        """)
                        .bind("node", node)
                        .bind("millis", lease.toMillis())
                        .bind("applied", applied)
                        .map(
                            (row, context) ->
                                row.getLong("number") > 0 && revisions.add(revision(row)))
                        .list()
                        .size()
                    > 0);
    if (!renewed) {
      throw new Refused(new Unavailable("The lease of this node ran out: it must join anew."));
    }
    return revisions;
  }

  private static Revision revision(ResultSet row) throws SQLException {
    var subjects = new HashSet<Subject>();
    for (Object text : (Object[]) row.getArray("subjects").getArray()) {
      subjects.add(Subject.parse((String) text));
    }
    return new Revision(row.getLong("number"), subjects);
  }

  @Override
  public List<Revision> after(long applied) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT number, subjects FROM revisions WHERE number > :applied ORDER BY number")
                .bind("applied", applied)
                .map((row, context) -> revision(row))
                .list());
  }

  /**
   * One statement that does not wait for the disk: the others hear of it as soon as it is committed
   * in memory, and one that a crash loses costs them the rest of the lease and nothing else. Nor
   * does it touch the node's own row, which a renewal holds until it is on the disk, unless what it
   * says is in no revision's row.
   */
  @Override
  public void acknowledge(
      String node, long upTo, Map<Long, Map<ConnectionKind, Integer>> cutByRevision) {
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    WITH cuts AS (
                      INSERT INTO acknowledgements (revision, node, cut)
                      SELECT number, :node, cut::jsonb
                      FROM unnest(:numbers, :cuts) AS said (number, cut)
                      ON CONFLICT (revision, node) DO NOTHING),
                    applied AS (
                      UPDATE nodes SET acknowledged = greatest(acknowledged, :upTo)
                      WHERE name = :node AND :upTo <> ALL (:numbers))
                    SELECT pg_notify(:channel, 'acknowledged ' || :upTo)::text
                      || set_config('synchronous_commit', 'off', true)
                    """)
                .bind("node", node)
                .bindArray("numbers", Long.class, cutByRevision.keySet().toArray())
                .bindArray(
                    "cuts",
                    String.class,
                    cutByRevision.values().stream().map(Columns::json).toArray())
                .bind("upTo", upTo)
                .bind("channel", Ledger.CHANNEL)
                .mapTo(String.class)
                .one());
    if (cutByRevision.keySet().stream().anyMatch(number -> number % TRIM_EACH == 0)) {
      trim();
    }
  }

  /** What every node that is alive has applied an hour ago nobody asks for any more. */
  private void trim() {
    database.transaction(
        handle -> {
          handle.execute(
              """
              WITH old AS (
                DELETE FROM revisions
                WHERE at < clock_timestamp() - interval '1 hour' AND number < coalesce(
                  (SELECT min(acknowledged) FROM nodes WHERE lease_until > clock_timestamp()), 0)
                RETURNING number)
              DELETE FROM acknowledgements WHERE revision IN (SELECT number FROM old)
              """);
          handle.execute(
              "DELETE FROM nodes WHERE lease_until < clock_timestamp() - interval '1 day'");
          return true;
        });
  }

  /**
   * A lease that ran out is ended for good in the same breath, and a renewal that is under way is
   * waited for: thus who is not named here can never serve on what it knew before the revision.
   */
  @Override
  public List<String> behind(long revision) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    WITH said AS (
                      SELECT node FROM acknowledgements WHERE revision >= :revision),
                    ended AS (
                      UPDATE nodes SET lease_until = '-infinity'
                      WHERE acknowledged < :revision AND lease_until > '-infinity'
                        AND lease_until <= clock_timestamp()
                        AND name NOT IN (SELECT node FROM said)
                      RETURNING name)
                    SELECT name FROM nodes
                    WHERE acknowledged < :revision AND lease_until > '-infinity'
                      AND name NOT IN (SELECT name FROM ended UNION ALL SELECT node FROM said)
                    ORDER BY name
                    """)
                .bind("revision", revision)
                .mapTo(String.class)
                .list());
  }

  @Override
  public List<Acknowledgement> acknowledgements(long revision) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT node, cut FROM acknowledgements WHERE revision = :revision ORDER BY node")
                .bind("revision", revision)
                .map(
                    (row, context) ->
                        new Acknowledgement(
                            row.getString("node"), Columns.read(row.getString("cut"), CUT)))
                .list());
  }

  @Override
  public List<Member> alive() {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT name, home, address, keys FROM nodes
                    WHERE lease_until > clock_timestamp() ORDER BY name
                    """)
                .map(
                    (row, context) ->
                        new Member(
                            row.getString("name"),
                            row.getString("home"),
                            row.getString("address"),
                            row.getString("keys")))
                .list());
  }

  @Override
  public void leave(String node) {
    database.read(handle -> handle.execute("DELETE FROM nodes WHERE name = ?", node));
  }

  @Override
  public AutoCloseable listen(Runnable somethingNew) {
    return listen(somethingNew, workload -> {});
  }

  /**
   * Listens for workloads that changed on any node as well.
   *
   * @param moved told which one; empty after each reconnection, when any of them may have
   */
  public AutoCloseable listen(Runnable somethingNew, Consumer<Optional<Headline>> moved) {
    var listener = new Listener(database, somethingNew, moved);
    executor.execute(listener);
    return listener;
  }
}
