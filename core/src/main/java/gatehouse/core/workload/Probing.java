package gatehouse.core.workload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What probes have said of replicas. Kept in memory: who comes after a killed server asks anew, and
 * until then a replica is what it was. For use by several threads.
 */
final class Probing {
  private final Asker asker;
  private final InstantSource clock;
  private final ConcurrentHashMap<Key, Row> rows = new ConcurrentHashMap<>();

  Probing(Asker asker, InstantSource clock) {
    this.asker = asker;
    this.clock = clock;
  }

  /** What is asked for. */
  enum Purpose {
    READINESS,
    LIVENESS
  }

  private record Key(RunId run, Purpose purpose) {}

  /** Answers in a row: above zero good ones, below zero bad ones. */
  private static final class Row {
    @Nullable Instant askedAt;
    boolean open;
    int row;
  }

  /**
   * Asks where it is time to, and says what the answers so far mean.
   *
   * @param since when the program was started
   * @param where null where it cannot be reached, which is a bad answer
   * @return true for yes, false for no, null where too few answers in a row say so
   */
  @Nullable Boolean verdict(
      RunId run, Purpose purpose, Probe probe, Instant since, @Nullable Upstream where) {
    Row row = rows.computeIfAbsent(new Key(run, purpose), key -> new Row());
    Instant now = clock.instant();
    if (isDue(row, probe, since, now)) {
      if (where == null) {
        note(row, false);
      } else {
        var timeout = Duration.ofSeconds(probe.timeoutSeconds());
        asker.ask(where, probe.path(), timeout, good -> note(row, good));
      }
    }
    synchronized (row) {
      if (row.row >= probe.successThreshold()) {
        return true;
      }
      return row.row <= -probe.failureThreshold() ? Boolean.FALSE : null;
    }
  }

  /** Forgets those of a workload that are not among its runs any more. */
  void keepOnly(WorkloadId workload, Set<RunId> runs) {
    rows.keySet().removeIf(key -> key.run.workload().equals(workload) && !runs.contains(key.run));
  }

  private static boolean isDue(Row row, Probe probe, Instant since, Instant now) {
    synchronized (row) {
      Instant asked = row.askedAt;
      Instant next =
          asked == null
              ? since.plusSeconds(probe.initialDelaySeconds())
              : asked.plusSeconds(probe.periodSeconds());
      if (row.open || now.isBefore(next)) {
        return false;
      }
      row.open = true;
      row.askedAt = now;
      return true;
    }
  }

  private static void note(Row row, boolean good) {
    synchronized (row) {
      row.open = false;
      row.row = good ? Math.max(0, row.row) + 1 : Math.min(0, row.row) - 1;
    }
  }
}
