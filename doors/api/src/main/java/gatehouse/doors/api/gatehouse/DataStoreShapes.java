package gatehouse.doors.api.gatehouse;

import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.volume.DataStore;
import gatehouse.core.volume.DataStoreWords;
import gatehouse.core.volume.StoreKind;
import gatehouse.doors.wire.gatehouse.DataStoreBody;
import gatehouse.doors.wire.gatehouse.DataStoreWish;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Data stores as they are asked for and told. */
final class DataStoreShapes {
  private DataStoreShapes() {}

  /** What sort of store is asked for; where no type is said, an S3 store. */
  static StoreKind kind(DataStoreWish wish) {
    boolean key = wish.privateKey() != null;
    return switch (wish.type() == null ? "s3" : wish.type()) {
      case "s3" -> StoreKind.S3;
      case "git" -> key ? StoreKind.GIT_KEY : StoreKind.GIT_PASSWORD;
      default -> throw new Refused(new Invalid("type", "s3 or git"));
    };
  }

  /** What is said of it, each part under the name that its kind has for it. */
  static DataStoreWords words(DataStoreWish wish, StoreKind kind) {
    String endpoint = wish.endpoint();
    return switch (kind) {
      case S3 ->
          new DataStoreWords(
              url(endpoint), wish.region(), wish.accessKey(), null, secret(wish.secretKey()));
      case GIT_PASSWORD ->
          new DataStoreWords(url(endpoint), null, wish.username(), null, secret(wish.password()));
      case GIT_KEY ->
          new DataStoreWords(
              url(endpoint), null, wish.publicKey(), wish.hostKey(), secret(wish.privateKey()));
    };
  }

  static DataStoreBody body(DataStore store) {
    boolean s3 = store.kind() == StoreKind.S3;
    boolean key = store.kind() == StoreKind.GIT_KEY;
    return new DataStoreBody(
        store.alias(),
        s3 ? "s3" : "git",
        "customer",
        store.endpoint().toString(),
        s3 ? store.region() : null,
        s3 ? store.accessKey() : null,
        s3 || key ? null : store.accessKey(),
        key && !store.accessKey().isEmpty() ? store.accessKey() : null,
        key ? store.hostKey() : null,
        store.createdAt(),
        store.updatedAt());
  }

  private static @Nullable Secret secret(@Nullable String text) {
    return text == null ? null : new Secret(text);
  }

  private static @Nullable URI url(@Nullable String text) {
    try {
      return text == null ? null : new URI(text);
    } catch (URISyntaxException e) {
      throw new Refused(new Invalid("endpoint", "a URL, as https://s3.example.org"));
    }
  }
}
