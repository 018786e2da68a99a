package gatehouse.core.volume;

import gatehouse.core.identity.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a data store that is to be added, or changed: what is null is not said. Prints no
 * secret.
 */
public record DataStoreWords(
    @Nullable URI endpoint,
    @Nullable String region,
    @Nullable String accessKey,
    @Nullable String hostKey,
    @Nullable Secret secret) {}
