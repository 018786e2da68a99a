package gatehouse.engines.stores;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What is sent along with an object, in our words and in those of the SDK. */
final class RemoteHeaders {
  private static final String META = "meta:";

  private RemoteHeaders() {}

  static PutObjectRequest.Builder onto(
      PutObjectRequest.Builder request, Map<String, String> headers) {
    String expires = headers.get("expires");
    return request
        .contentType(headers.get("content-type"))
        .cacheControl(headers.get("cache-control"))
        .contentDisposition(headers.get("content-disposition"))
        .contentEncoding(headers.get("content-encoding"))
        .contentLanguage(headers.get("content-language"))
        .expires(expires == null ? null : Instant.parse(expires))
        .metadata(metadata(headers));
  }

  static CreateMultipartUploadRequest.Builder onto(
      CreateMultipartUploadRequest.Builder request, Map<String, String> headers) {
    return request
        .contentType(headers.get("content-type"))
        .cacheControl(headers.get("cache-control"))
        .contentDisposition(headers.get("content-disposition"))
        .contentEncoding(headers.get("content-encoding"))
        .contentLanguage(headers.get("content-language"))
        .metadata(metadata(headers));
  }

  @SuppressWarnings("deprecation") // Its other name for expires is not asked of every store.
  static Map<String, String> of(HeadObjectResponse head) {
    var headers = new HashMap<String, String>();
    put(headers, "content-type", head.contentType());
    put(headers, "cache-control", head.cacheControl());
    put(headers, "content-disposition", head.contentDisposition());
    put(headers, "content-encoding", head.contentEncoding());
    put(headers, "content-language", head.contentLanguage());
    put(headers, "expires", head.expires() == null ? null : head.expires().toString());
    head.metadata().forEach((name, value) -> put(headers, META + name, value));
    return headers;
  }

  private static Map<String, String> metadata(Map<String, String> headers) {
    var metadata = new HashMap<String, String>();
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(META)) {
            metadata.put(name.substring(META.length()), value);
          }
        });
    return metadata;
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }
}
