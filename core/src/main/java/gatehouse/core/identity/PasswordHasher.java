package gatehouse.core.identity;

/**
 * A slow hash for passwords. Calls take tens of milliseconds of a core: callers bound how many run
 * at once.
 */
public interface PasswordHasher {

  /** Hashes a password under a fresh salt. */
  PasswordHash hash(Secret password);

  /** Whether a password is the one that was hashed; takes as long either way. */
  boolean matches(Secret password, PasswordHash hash);
}
