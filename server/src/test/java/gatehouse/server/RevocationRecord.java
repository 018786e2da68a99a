package gatehouse.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was tried, when, with what result; and when each credential was good for nothing. Times are
 * monotonic.
 */
final class RevocationRecord {
  private final ConcurrentLinkedQueue<Attempt> successes = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Window> windows = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> stale = new ConcurrentLinkedQueue<>();
  private final Map<String, AtomicInteger> faults = new ConcurrentHashMap<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong unavailable = new AtomicLong();
  private final AtomicInteger cut = new AtomicInteger();
  private final AtomicInteger revocations = new AtomicInteger();
  private final AtomicLong slowest = new AtomicLong();
  private final AtomicLong took = new AtomicLong();

  /** A request that was accepted. */
  record Attempt(String door, String credential, long began, long ended) {}

  /** From when to when a credential was good for nothing. */
  record Window(String credential, String why, long from, long until) {}

  void answered(String door, String credential, long began, int status) {
    if (status == 200) {
      successes.add(new Attempt(door, credential, began, System.nanoTime()));
    } else if (status == 401 || status == 403) {
      refused.incrementAndGet();
    } else {
      unavailable.incrementAndGet();
    }
  }

  void revoked(long nanos) {
    revocations.incrementAndGet();
    took.addAndGet(nanos);
    slowest.accumulateAndGet(nanos, Math::max);
  }

  void goodForNothing(String credential, String why, long from, long until) {
    windows.add(new Window(credential, why, from, until));
  }

  void closedInTime() {
    cut.incrementAndGet();
  }

  void stillOpen(String what) {
    stale.add(what);
  }

  void fault(String name) {
    faults.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
  }

  /**
   * Requests that began and were answered inside a window of their credential, and were accepted.
   * One that waited at a stopped node until the right was given back may be accepted.
   */
  List<String> violations() {
    return successes.stream()
        .flatMap(
            attempt ->
                windows.stream()
                    .filter(window -> isInside(attempt, window))
                    .map(window -> attempt + " in " + window))
        .toList();
  }

  private static boolean isInside(Attempt attempt, Window window) {
    return window.credential().equals(attempt.credential())
        && attempt.began() > window.from()
        && attempt.ended() < window.until();
  }

  List<String> staleConnections() {
    return List.copyOf(stale);
  }

  int revocations() {
    return revocations.get();
  }

  int accepted() {
    return successes.size();
  }

  long refused() {
    return refused.get();
  }

  int cut() {
    return cut.get();
  }

  String summary() {
    long mean = revocations.get() == 0 ? 0 : took.get() / revocations.get() / 1_000_000;
    return revocations
        + " revocations (mean "
        + mean
        + " ms, slowest "
        + slowest.get() / 1_000_000
        + " ms), "
        + accepted()
        + " requests accepted, "
        + refused
        + " refused, "
        + unavailable
        + " unavailable, "
        + cut
        + " connections seen cut, faults "
        + faults
        + ", "
        + violations().size()
        + " accepted after the call returned, "
        + stale.size()
        + " connections left open";
  }
}
