package gatehouse.core.access;

import gatehouse.core.identity.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API application: what signs calls in the model's way ({@code users-api.md}, 3.1), or a service
 * account, which signs none and draws bearers (3.2).
 *
 * @param key the application key, 16 letters and digits; a service account's client id
 * @param sealedSecret the application secret, sealed for the context {@code application:<key>},
 *     base64; empty for a service account, whose secret nobody needs back
 * @param owner whose it is; null while nobody validated a consumer key of it
 */
public record Application(
    int id,
    String key,
    String sealedSecret,
    String name,
    String description,
    @Nullable Subject owner,
    Instant createdAt) {

  /** Whether it draws bearers rather than signs calls. */
  public boolean isServiceAccount() {
    return sealedSecret.isEmpty();
  }
}
