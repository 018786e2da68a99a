package gatehouse.core.administration;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.AddressRange;
import gatehouse.core.identity.Fingerprint;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consumer key that somebody asked for and nobody has accepted yet.
 *
 * @param key what the consumer key is recognised by
 * @param validation what the code in its validation link is recognised by
 * @param addresses where it may be used from; empty for anywhere
 * @param redirection where the browser goes afterwards, or null
 */
public record PendingConsumerKey(
    UUID id,
    Fingerprint key,
    Fingerprint validation,
    int application,
    List<AccessRule> rules,
    List<AddressRange> addresses,
    @Nullable String redirection,
    Instant createdAt,
    Instant expiresAt) {
  public PendingConsumerKey {
    rules = List.copyOf(rules);
    addresses = List.copyOf(addresses);
  }
}
