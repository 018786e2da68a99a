package gatehouse.engines.stores;

import gatehouse.core.storage.BucketName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A body on its way to a store: a short one is kept and may be sent again, where the store or the
 * way to it failed for a moment; a longer one is sent once, as it comes. What stopped it is said
 * rather than what the SDK says.
 */
final class Body {
  private static final String TYPE = "application/octet-stream";

  private static final int LONGEST_KEPT = 64 * 1024;

  private final HeldBack bytes;
  private final long length;

  Body(HeldBack bytes, long length) {
    this.bytes = bytes;
    this.length = length;
  }

  <T> T sent(BucketName bucket, Function<RequestBody, T> send) throws IOException {
    try {
      bytes.begin();
      ContentStreamProvider content = length > 0 && length <= LONGEST_KEPT ? kept() : once();
      return RemoteBase.asking(
          bucket.value(), () -> send.apply(RequestBody.fromContentProvider(content, length, TYPE)));
    } catch (IOException | RuntimeException e) {
      switch (bytes.failure()) {
        case IOException own -> throw own;
        case RuntimeException own -> throw own;
        case null, default -> throw e;
      }
    }
  }

  /** All but the last byte are here; each time it is sent, the question is asked anew. */
  private ContentStreamProvider kept() throws IOException {
    int last = (int) length - 1;
    byte[] all = Arrays.copyOf(bytes.readNBytes(last), last + 1);
    return () -> {
      try {
        all[last] = bytes.last(all[last]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new ByteArrayInputStream(all);
    };
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
