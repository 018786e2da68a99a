package gatehouse.engines.postgres;

import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.news.Headline;
import gatehouse.core.refusal.Refused;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a connection of its own until closed. A connection that is lost, or dead without
 * saying so, is made anew; after each new one somebody is told, because what was said meanwhile is
 * lost.
 */
final class Listener implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  /** The channel on which nodes are told of workloads that changed. */
  private static final String WORKLOADS = "gatehouse_workloads";

  private static final int LISTEN_MILLIS = 1_000;
  private static final int SILENT_TURNS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Database database;
  private final Runnable somethingNew;
  private final Consumer<Optional<Headline>> moved;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  /**
   * @param moved told which workload changed; empty where any of them may have
   */
  Listener(Database database, Runnable somethingNew, Consumer<Optional<Headline>> moved) {
    this.database = database;
    this.somethingNew = somethingNew;
    this.moved = moved;
  }

  @Override
  public void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (closing.getCount() > 0) {
        try (Connection opened = database.connect()) {
          connection = opened;
          subscribe(opened);
          pause = FIRST_PAUSE;
          tell();
          tellMoved(Optional.empty());
          listenTo(opened);
        } catch (SQLException e) {
          if (closing.getCount() > 0) {
            LOG.debug("the listening connection is lost, and is made anew", e);
          }
        }
        if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void subscribe(Connection opened) throws SQLException {
    try (Statement statement = opened.createStatement()) {
      statement.execute("LISTEN " + Ledger.CHANNEL);
      statement.execute("LISTEN " + WORKLOADS);
    }
  }

  private void listenTo(Connection opened) throws SQLException {
    PGConnection listening = opened.unwrap(PGConnection.class);
    int silent = 0;
    while (closing.getCount() > 0) {
      PGNotification[] heard = listening.getNotifications(LISTEN_MILLIS);
      if (heard != null && heard.length > 0) {
        silent = 0;
        tell(heard);
      } else if (++silent == SILENT_TURNS) {
        silent = 0;
        askWhetherAlive(opened);
      }
    }
  }

  /** Throws within the driver's time limit where the other side says nothing any more. */
  private static void askWhetherAlive(Connection opened) throws SQLException {
    try (Statement statement = opened.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private void tell(PGNotification[] heard) {
    boolean revised = false;
    for (PGNotification notification : heard) {
      if (notification.getName().equals(WORKLOADS)) {
        tellMoved(Optional.of(headline(notification.getParameter())));
      } else {
        revised = true;
      }
    }
    if (revised) {
      tell();
    }
  }

  /** As the trigger on the table of workloads writes it: id, project, kind. */
  private static Headline headline(String parameter) {
    String[] word = parameter.split(" ", -1);
    return new Headline(
        Subject.workload(word[0]), new ProjectId(word[1]), word[2].toLowerCase(Locale.ROOT));
  }

  private void tellMoved(Optional<Headline> workload) {
    try {
      moved.accept(workload);
    } catch (RuntimeException e) {
      LOG.warn("told that a workload changed, and failed", e);
    }
  }

  private void tell() {
    try {
      somethingNew.run();
    } catch (Refused refused) {
      LOG.debug("told that there is something new, and could not look: {}", refused.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("told that there is something new, and failed", e);
    }
  }

  @Override
  public void close() throws SQLException {
    closing.countDown();
    Connection open = connection;
    if (open != null) {
      open.close();
    }
  }
}
