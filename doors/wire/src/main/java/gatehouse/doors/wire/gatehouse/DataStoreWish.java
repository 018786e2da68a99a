package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/**
 * A data store to be added, or what of one is to be changed; prints no secret. Those of type {@code
 * s3} have region, access and secret key; those of type {@code git} a username and password, or a
 * key pair and the host's key.
 */
public record DataStoreWish(
    @Nullable String alias,
    @Nullable String type,
    @Nullable String endpoint,
    @Nullable String region,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Nullable String username,
    @Nullable String password,
    @Nullable String publicKey,
    @Nullable String privateKey,
    @Nullable String hostKey) {
  @Override
  public String toString() {
    return "DataStoreWish[" + alias + ", " + endpoint + ", ***]";
  }
}
