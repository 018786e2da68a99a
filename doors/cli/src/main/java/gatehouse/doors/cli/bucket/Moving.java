package gatehouse.doors.cli.bucket;

import gatehouse.doors.cli.command.Session;
import gatehouse.doors.cli.remote.Failure;
import gatehouse.doors.cli.remote.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Moves many things at a time, and says how far it is. */
final class Moving {
  private static final int BAR = 24;
  private static final int MOST_WAITING = 8_000;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "COUNT",
      description = "How many at a time; ${DEFAULT-VALUE} when left out.")
  private int workers = 8;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  @Option(
      names = {"-j", "--json"},
      description = "A line of JSON for each thing done, on standard output.")
  private boolean json;

  private final AtomicLong bytes = new AtomicLong();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final StringBuilder waiting = new StringBuilder();
  private long lastShown;
  private long lastTold;

  /** One thing to be moved. */
  @FunctionalInterface
  interface Move {
    /** Moves it; answers whether it had to be. */
    boolean carryOut(LongConsumer moved) throws IOException;
  }

  /**
   * What to do with one thing.
   *
   * @param action as {@code upload}
   */
  record Task(String action, String name, long size, Move move) {}

  boolean dryRun() {
    return dryRun;
  }

  /** Carries them all out; how many failed. */
  int all(Session session, List<Task> tasks) {
    long total = tasks.stream().mapToLong(Task::size).sum();
    if (dryRun) {
      tasks.forEach(task -> said(session, task, "would be done", ""));
      tell(session);
      return 0;
    }
    var room = new Semaphore(Math.max(1, workers));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Stream<Future<?>> running =
          tasks.stream()
              .<Future<?>>map(
                  task -> {
                    room.acquireUninterruptibly();
                    return threads.submit(
                        () -> {
                          try {
                            carryOut(session, task, tasks.size(), total);
                          } finally {
                            room.release();
                          }
                        });
                  });
      long _ = running.toList().size();
    }
    tell(session);
    show(session, tasks.size(), total, true);
    return failed.get();
  }

  private void carryOut(Session session, Task task, int count, long total) {
    try {
      boolean had =
          task.move()
              .carryOut(
                  moved -> {
                    bytes.addAndGet(moved);
                    show(session, count, total, false);
                  });
      said(session, task, had ? "done" : "skipped", "");
    } catch (Failure failure) {
      failed(session, task, failure.sentence());
    } catch (IOException | UncheckedIOException e) {
      failed(session, task, String.valueOf(e.getMessage()));
    } finally {
      done.incrementAndGet();
      show(session, count, total, false);
    }
  }

  private void failed(Session session, Task task, String why) {
    failed.incrementAndGet();
    said(session, task, "failed", why);
  }

  private synchronized void said(Session session, Task task, String state, String why) {
    if (json) {
      line(
          session,
          Json.compact(
              Json.object()
                  .put("action", task.action())
                  .put("name", task.name())
                  .put("bytes", task.size())
                  .put("state", state)
                  .put("error", why)));
    } else if (state.equals("failed")) {
      clear(session);
      session.terminal().error(task.name() + ": " + why);
    } else if (!state.equals("skipped")) {
      clear(session);
      line(session, task.action() + " " + task.name());
    }
  }

  /** Lines are told several at a time: one by one they would hold up what is moved. */
  private void line(Session session, String text) {
    waiting.append(waiting.isEmpty() ? "" : "\n").append(text);
    long now = session.world().clock().millis();
    if (waiting.length() > MOST_WAITING || now - lastTold >= 200) {
      lastTold = now;
      tell(session);
    }
  }

  private synchronized void tell(Session session) {
    if (!waiting.isEmpty()) {
      session.terminal().line(waiting.toString());
      waiting.setLength(0);
    }
  }

  /** A bar where a person watches; a sentence at the end elsewhere. */
  private synchronized void show(Session session, int count, long total, boolean last) {
    boolean watched = session.terminal().keyboard().isPresent() && !json;
    long now = session.world().clock().millis();
    if (!last && (!watched || now - lastShown < 200)) {
      return;
    }
    lastShown = now;
    long part = total == 0 ? done.get() : bytes.get();
    long whole = Math.max(1, total == 0 ? count : total);
    int full = (int) Math.min(BAR, BAR * part / whole);
    String text =
        done.get() + " of " + count + ", " + mib(bytes.get()) + " of " + mib(total) + " MiB";
    if (watched) {
      session
          .terminal()
          .err()
          .print("\r[" + "#".repeat(full) + "-".repeat(BAR - full) + "] " + text + "\u001b[K");
      session.terminal().err().print(last ? "\n" : "");
      session.terminal().err().flush();
    } else if (!json) {
      session.terminal().remark(text + (failed.get() > 0 ? ", " + failed.get() + " failed" : ""));
    }
  }

  private static void clear(Session session) {
    if (session.terminal().keyboard().isPresent()) {
      session.terminal().err().print("\r\u001b[K");
      session.terminal().err().flush();
    }
  }

  private static String mib(long size) {
    return Long.toString((size + (1 << 19)) >> 20);
  }
}
