package gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import gatehouse.engines.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one database, clients hammering every door of both, rights taken away at random
 * while a node is stopped and continued, database connections are cut and notifications are lost.
 * No request that began after the revoking call returned may succeed, and what was open must be
 * closed.
 */
final class StrictRevocationTest {
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("gatehouse.strict.seconds", 30));
  private static final int USERS = 4;

  @TempDir Path folder;
  private final RevocationRecord record = new RevocationRecord();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void nothingIsAcceptedOnAnyNodeOnceTheCallHasReturned() throws Exception {
    long seed = System.nanoTime();
    var random = new Random(seed);
    // The threads are closed last, and wait for their connections to end: with the servers, all do.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        EmbeddedDatabase database =
            EmbeddedDatabase.start(folder.resolve("postgres"), folder.resolve("cache"));
        ServerProcess one = ServerProcess.start(folder.resolve("one"), flags(database));
        ServerProcess two = ServerProcess.start(folder.resolve("two"), flags(database))) {
      try {
        rounds(database, one, two, threads, random);
      } finally {
        over.set(true);
      }
    }

    List<String> violations = record.violations();
    System.out.println("strict revocation, seed " + seed + ": " + record.summary());
    assertThat(violations).isEmpty();
    assertThat(record.staleConnections()).isEmpty();
    assertThat(record.revocations()).as("revocations").isGreaterThan(5);
    assertThat(record.accepted()).as("accepted requests").isGreaterThan(100);
    assertThat(record.refused()).as("refused requests").isGreaterThan(50);
    assertThat(record.cut()).as("connections cut").isGreaterThan(5);
  }

  private void rounds(
      EmbeddedDatabase database,
      ServerProcess one,
      ServerProcess two,
      ExecutorService threads,
      Random random)
      throws Exception {
    Client admin = one.client().admin();
    Site first = Site.on(one, admin);
    Site second = Site.on(two, admin);
    // The last is the first's app by way of the other node, which decides and is stopped at times.
    List<Site> sites = List.of(first, second, new Site(two, first.app()));
    Client there = admin.at(two.port());
    Until.holds(() -> there.getFrom(first.app()).status() == 200);
    var people = new ArrayList<HammeredUser>();
    for (int i = 0; i < USERS; i++) {
      people.add(HammeredUser.create(admin, sites, record));
    }
    for (HammeredUser person : people) {
      person.hammer(threads, over);
    }
    var faults = threads.submit(() -> faults(database, two, random));

    long end = System.nanoTime() + LENGTH.toNanos();
    int round = 0;
    while (System.nanoTime() < end) {
      HammeredUser person = people.get(random.nextInt(people.size()));
      Client by = admin.at(sites.get(round++ % 2).server().port());
      person.loseSomething(by, random);
      pause(100 + random.nextInt(200));
      person.restore(admin);
      pause(100 + random.nextInt(200));
    }
    over.set(true);
    faults.get(30, TimeUnit.SECONDS);
    people.forEach(HammeredUser::closeAll);
    first.end(admin);
    second.end(admin);
  }

  /** Stops a node, cuts its database connections, and loses notifications, in turn. */
  private Void faults(EmbeddedDatabase database, ServerProcess node, Random random)
      throws IOException, InterruptedException, SQLException {
    for (int turn = 0; !over.get(); turn++) {
      pause(2500 + random.nextInt(2500));
      switch (turn % 3) {
        case 0 -> {
          node.freeze();
          pause(500 + random.nextInt(2500));
          node.goOn();
          record.fault("stops");
        }
        case 1 -> {
          terminate(database, "query ILIKE 'LISTEN%'");
          record.fault("lost listeners");
        }
        default -> {
          terminate(database, "application_name = 'gatehouse'");
          record.fault("cut databases");
        }
      }
    }
    return null;
  }

  private static void terminate(EmbeddedDatabase database, String which) throws SQLException {
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
              + which);
    }
  }

  private String[] flags(EmbeddedDatabase database) {
    return new String[] {
      "--database-url",
      database.url() + "&user=" + database.user() + "&password=" + database.password(),
      "--keys",
      folder.resolve("keys").toString()
    };
  }

  static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
