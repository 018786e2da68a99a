package gatehouse.engines.argon2;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import gatehouse.core.identity.PasswordHash;
import gatehouse.core.identity.PasswordHasher;
import gatehouse.core.identity.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Argon2id with 19 MiB, two passes, one lane, as OWASP's password storage cheat sheet asks. */
public final class Argon2idHasher implements PasswordHasher {
  private static final int PASSES = 2;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int LANES = 1;

  private final Argon2 argon2 = Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id);

  @Override
  public PasswordHash hash(Secret password) {
    byte[] bytes = password.value().getBytes(StandardCharsets.UTF_8);
    try {
      return new PasswordHash(argon2.hash(PASSES, KIBIBYTES, LANES, bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public boolean matches(Secret password, PasswordHash hash) {
    byte[] bytes = password.value().getBytes(StandardCharsets.UTF_8);
    try {
      return argon2.verify(hash.value(), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
