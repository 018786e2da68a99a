package gatehouse.core.access;

import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a node knows of one user or account, read at one moment: what they may, and by what they
 * are known.
 *
 * @param keys the live credentials, with what they are recognised by
 * @param passwords the passwords that are accepted; two while an overlap lasts
 * @param applications the API applications that belong to them
 */
public record Principal(
    Standing standing, List<Key> keys, List<Password> passwords, List<Application> applications) {

  public Principal {
    keys = List.copyOf(keys);
    passwords = List.copyOf(passwords);
    applications = List.copyOf(applications);
  }

  /** A credential and the fingerprint of its secret. */
  public record Key(Fingerprint fingerprint, Credential credential) {}

  /**
   * A password that is accepted.
   *
   * @param endsAt when it stops being accepted, or null
   */
  public record Password(UUID id, PasswordHash hash, Instant setAt, @Nullable Instant endsAt) {}
}
