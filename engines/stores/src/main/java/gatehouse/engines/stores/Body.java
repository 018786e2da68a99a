package gatehouse.engines.stores;

import gatehouse.core.storage.BucketName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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

  private ContentStreamProvider once() {
    var given = new AtomicBoolean();
    return () -> {
      if (given.getAndSet(true)) {
        throw new UncheckedIOException(new IOException("what comes as a stream is sent once"));
      }
      return (InputStream) bytes;
    };
  }
}
