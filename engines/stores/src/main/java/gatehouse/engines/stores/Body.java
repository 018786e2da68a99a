package gatehouse.engines.stores;

import gatehouse.core.storage.BucketName;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A body that is sent once, as it comes; what stopped it is said rather than what the SDK says. */
final class Body {
  private static final String TYPE = "application/octet-stream";

  private final HeldBack bytes;
  private final long length;

  Body(HeldBack bytes, long length) {
    this.bytes = bytes;
    this.length = length;
  }

  <T> T sent(BucketName bucket, Function<RequestBody, T> send) throws IOException {
    try {
      bytes.begin();
      return RemoteBase.asking(
          bucket.value(), () -> send.apply(RequestBody.fromContentProvider(once(), length, TYPE)));
    } catch (IOException | RuntimeException e) {
      switch (bytes.failure()) {
        case IOException own -> throw own;
        case RuntimeException own -> throw own;
        case null, default -> throw e;
      }
    }
  }

  /** A connection that had ended is known by the first write; until then it may be tried again. */
  private ContentStreamProvider once() {
    return () -> {
      if (!bytes.isUntouched()) {
        throw SdkClientException.create("the connection broke while a body was sent");
      }
      return (InputStream) bytes;
    };
  }
}
