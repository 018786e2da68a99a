package gatehouse.engines.argon2;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.PasswordHasher;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Unavailable;
import gatehouse.core.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Argon2id with 19 MiB, two passes, one lane, as OWASP's password storage cheat sheet asks.
 *
 * <p>It hashes on threads of its own: a native call pins a virtual thread's carrier, and as many
 * sign-ins as there are cores would hold up every other request for as long.
 */
public final class Argon2idHasher implements PasswordHasher {
  private static final int PASSES = 2;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int LANES = 1;

  private final Argon2 argon2 = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id);
  private final ExecutorService threads;

  /**
   * @param threads platform threads, one for each hash at once; the caller ends them
   */
  public Argon2idHasher(ExecutorService threads) {
    this.threads = threads;
  }

  @Override
  public PasswordHash hash(Secret password) {
    return new PasswordHash(
        withBytes(password, bytes -> argon2.hash(PASSES, KIBIBYTES, LANES, bytes)));
  }

  @Override
  public boolean matches(Secret password, PasswordHash hash) {
    return withBytes(password, bytes -> argon2.verify(hash.value(), bytes));
  }

  private <T> T withBytes(Secret password, Function<byte[], T> work) {
    Future<T> result =
        threads.submit(
            () -> {
              byte[] bytes = password.value().getBytes(StandardCharsets.UTF_8);
              try {
                return work.apply(bytes);
              } finally {
                Arrays.fill(bytes, (byte) 0);
              }
            });
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refused(new Unavailable("The server is stopping: try again in a moment."));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be hashed", e.getCause());
    }
  }
}
