package gatehouse.benchmarks;

import gatehouse.core.identity.Secret;
import gatehouse.engines.argon2.Argon2idHasher;
import java.util.Arrays;
import java.util.Locale;

/** Prints how many milliseconds one password's slow hash takes, on one thread: the median. */
public final class OneHash {
  private static final int WARM_UP = 20;
  private static final int COUNTED = 60;

  private OneHash() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    var hasher = new Argon2idHasher();
    var password = new Secret("a password for a benchmark");
    var hash = hasher.hash(password);
    long[] nanos = new long[COUNTED];
    for (int i = -WARM_UP; i < COUNTED; i++) {
      long begun = System.nanoTime();
      if (!hasher.matches(password, hash)) {
        throw new IllegalStateException("a password does not match its own hash");
      }
      nanos[Math.max(0, i)] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    System.out.printf(Locale.ROOT, "%.3f%n", nanos[COUNTED / 2] / 1e6);
  }
}
