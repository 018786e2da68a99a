package gatehouse.core.storage;

/**
 * What somebody wants of object storage.
 *
 * @param bucket empty for all buckets
 * @param key empty for a bucket as a whole
 * @param address where the request is from
 */
public record StorageRequest(S3Action action, String bucket, String key, String address) {

  /** As policies name it: {@code bucket} or {@code bucket/key}. */
  String resource() {
    return action.scope() == S3Action.Scope.OBJECT ? bucket + "/" + key : bucket;
  }

  /** For sentences. */
  String inWords() {
    return switch (action.scope()) {
      case ALL_BUCKETS -> action.wireName();
      case BUCKET -> action.wireName() + " on " + bucket;
      case OBJECT -> action.wireName() + " on " + bucket + "/" + key;
    };
  }
}
