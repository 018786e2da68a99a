package gatehouse.doors.wire.gatehouse;

import org.jspecify.annotations.Nullable;

/** A data store to be added, or what of one is to be changed; prints no secret. */
public record DataStoreWish(
    @Nullable String alias,
    @Nullable String endpoint,
    @Nullable String region,
    @Nullable String accessKey,
    @Nullable String secretKey) {
  @Override
  public String toString() {
    return "DataStoreWish[" + alias + ", " + endpoint + ", ***]";
  }
}
