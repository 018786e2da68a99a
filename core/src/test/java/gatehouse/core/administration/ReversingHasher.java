package gatehouse.core.administration;

import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.PasswordHasher;
import gatehouse.core.identity.Secret;
import java.util.concurrent.atomic.AtomicInteger;

/** Hashes by reversing, and counts how often it was asked to compare. */
public final class ReversingHasher implements PasswordHasher {
  private final AtomicInteger comparisons = new AtomicInteger();

  /** How often a password was compared. */
  public int comparisons() {
    return comparisons.get();
  }

  @Override
  public PasswordHash hash(Secret password) {
    return new PasswordHash(reversed(password));
  }

  @Override
  public boolean matches(Secret password, PasswordHash hash) {
    comparisons.incrementAndGet();
    return hash.value().equals(reversed(password));
  }

  private static String reversed(Secret password) {
    return new StringBuilder(password.value()).reverse().toString();
  }
}
