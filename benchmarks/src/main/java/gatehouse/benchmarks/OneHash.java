package gatehouse.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import gatehouse.core.identity.Secret;
import gatehouse.engines.argon2.Argon2idHasher;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints how many milliseconds one password's slow hash takes: alone, and with every core at one
 * (they share the memory's bandwidth, which Argon2 is made to need); and how many of processor time
 * each of the latter takes, which others on the machine change less.
 */
public final class OneHash {
  private static final int WARM_UP = 20;
  private static final int COUNTED = 60;

  private OneHash() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    int cores = Runtime.getRuntime().availableProcessors();
    Times alone = times(1);
    Times together = times(cores);
    System.out.printf(
        Locale.ROOT, "%.3f %.3f %.3f%n", alone.millis, together.millis, together.processorMillis);
  }

  /** What one hash takes, and what it costs. */
  private record Times(double millis, double processorMillis) {}

  private static Times times(int atOnce) throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(atOnce);
        var askers = Executors.newFixedThreadPool(atOnce)) {
      var hasher = new Argon2idHasher(threads);
      var password = new Secret("a password for a benchmark");
      var hash = hasher.hash(password);
      Callable<Boolean> one = () -> hasher.matches(password, hash);
      run(askers, one, WARM_UP * atOnce);
      long begun = System.nanoTime();
      long spent = processorNanos();
      run(askers, one, COUNTED * atOnce);
      return new Times(
          (System.nanoTime() - begun) / 1e6 / COUNTED,
          (processorNanos() - spent) / 1e6 / (COUNTED * atOnce));
    }
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void run(
      java.util.concurrent.ExecutorService askers, Callable<Boolean> one, int times)
      throws InterruptedException, ExecutionException {
    var asked = new ArrayList<Future<Boolean>>();
    for (int i = 0; i < times; i++) {
      asked.add(askers.submit(one));
    }
    for (Future<Boolean> each : asked) {
      if (!each.get()) {
        throw new IllegalStateException("a password does not match its own hash");
      }
    }
  }
}
