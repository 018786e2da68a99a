package gatehouse.doors.s3;

import gatehouse.doors.s3.awssdk.Faults;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;

/** S3Proxy's protocol, set up as this house wants it: signature version 4, nothing anonymous. */
final class Handler extends S3ProxyHandler {
  private static final long LARGEST_OBJECT = 5L << 30;
  private static final long LARGEST_IN_MEMORY = 64L << 20;
  private static final int LARGEST_CHUNK = 16 << 20;
  private static final int SKEW_SECONDS = 15 * 60;

  /**
   * @param host buckets are hosts under it; null where the bucket is in the path
   */
  Handler(@Nullable String host) {
    super(
        nobodysStore(),
        AuthenticationType.AWS_V4,
        "",
        "",
        host,
        LARGEST_OBJECT,
        LARGEST_IN_MEMORY,
        LARGEST_CHUNK,
        false,
        null,
        null,
        SKEW_SECONDS);
  }

  /** Answers an error as S3 does. */
  void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String code,
      String message)
      throws IOException {
    sendSimpleErrorResponse(request, response, code, status, message, Map.of());
  }

  /** What a request without a signature finds: nothing that may be done. */
  private static BlobStore nobodysStore() {
    return (BlobStore)
        Proxy.newProxyInstance(
            BlobStore.class.getClassLoader(),
            new Class<?>[] {BlobStore.class},
            (proxy, method, arguments) -> {
              throw Faults.fault(403, "AccessDenied", "Sign the request with an S3 key.");
            });
  }
}
