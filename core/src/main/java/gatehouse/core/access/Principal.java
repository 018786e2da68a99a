package gatehouse.core.access;

import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.PasswordHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a node knows of one user or account, read at one moment: what they may, and by what they
 * are known.
 *
 * @param keys the live credentials, with what they are recognised by
 * @param passwords the passwords that are accepted; two while an overlap lasts
 * @param applications the API applications that belong to them
 * @param storage what object storage knows of them
 */
public record Principal(
    Standing standing,
    List<Key> keys,
    List<Password> passwords,
    List<Application> applications,
    Storage storage) {

  public Principal {
    keys = List.copyOf(keys);
    passwords = List.copyOf(passwords);
    applications = List.copyOf(applications);
  }

  /** Somebody of whom object storage knows nothing. */
  public Principal(
      Standing standing, List<Key> keys, List<Password> passwords, List<Application> applications) {
    this(standing, keys, passwords, applications, Storage.NONE);
  }

  /**
   * What object storage knows of somebody.
   *
   * @param sealedSecrets the secrets of their S3 keys, by the credential's id, sealed
   * @param policy the text of their policy; empty where they have none
   */
  public record Storage(Map<UUID, String> sealedSecrets, String policy) {
    /** No key and no policy. */
    public static final Storage NONE = new Storage(Map.of(), "");

    public Storage {
      sealedSecrets = Map.copyOf(sealedSecrets);
    }
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
