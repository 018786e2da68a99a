package gatehouse.doors.s3.awssdk;

import gatehouse.core.storage.ObjectShelf.Details;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** What is sent along with an object, as it is kept and as it is answered. */
final class Headers {
  private static final String META = "meta:";
  private static final int MOST = 8 * 1024;
  private static final String UNKNOWN = "binary/octet-stream";

  private final Map<String, String> kept = new HashMap<>();

  private Headers() {}

  static Map<String, String> of(PutObjectRequest request) {
    return new Headers()
        .put("content-type", request.contentType())
        .put("cache-control", request.cacheControl())
        .put("content-disposition", request.contentDisposition())
        .put("content-encoding", request.contentEncoding())
        .put("content-language", request.contentLanguage())
        .put("expires", request.expires() == null ? null : request.expires().toString())
        .metadata(request.metadata());
  }

  static Map<String, String> of(CreateMultipartUploadRequest request) {
    return new Headers()
        .put("content-type", request.contentType())
        .put("cache-control", request.cacheControl())
        .put("content-disposition", request.contentDisposition())
        .put("content-encoding", request.contentEncoding())
        .put("content-language", request.contentLanguage())
        .metadata(request.metadata());
  }

  /** Those that a copy replaces the source's with. */
  static Map<String, String> of(CopyObjectRequest request) {
    return new Headers()
        .put("content-type", request.contentType())
        .put("cache-control", request.cacheControl())
        .put("content-disposition", request.contentDisposition())
        .put("content-encoding", request.contentEncoding())
        .put("content-language", request.contentLanguage())
        .metadata(request.metadata());
  }

  /** The answer to a reading of {@code length} bytes. */
  @SuppressWarnings("deprecation") // Its expires() is what S3Proxy asks for.
  static GetObjectResponse response(Details details, long length, @Nullable String range) {
    Map<String, String> headers = details.headers();
    var metadata = new HashMap<String, String>();
    headers.forEach(
        (name, value) -> {
          if (name.startsWith(META)) {
            metadata.put(name.substring(META.length()), value);
          }
        });
    return GetObjectResponse.builder()
        .contentType(headers.getOrDefault("content-type", UNKNOWN))
        .cacheControl(headers.get("cache-control"))
        .contentDisposition(headers.get("content-disposition"))
        .contentEncoding(headers.get("content-encoding"))
        .contentLanguage(headers.get("content-language"))
        .expires(headers.containsKey("expires") ? Instant.parse(headers.get("expires")) : null)
        .metadata(metadata)
        .versionId(details.version().isEmpty() ? null : details.version())
        .eTag(quoted(details.entry().etag()))
        .lastModified(details.entry().modified())
        .contentLength(length)
        .contentRange(range)
        .acceptRanges("bytes")
        .build();
  }

  static String quoted(String etag) {
    return "\"" + etag + "\"";
  }

  private Headers put(String name, @Nullable String value) {
    if (value != null) {
      kept.put(name, value);
    }
    return this;
  }

  private Map<String, String> metadata(Map<String, String> metadata) {
    metadata.forEach((name, value) -> put(META + name, value));
    int length = 0;
    for (Map.Entry<String, String> each : kept.entrySet()) {
      length += each.getKey().length() + each.getValue().length();
    }
    if (length > MOST) {
      throw Faults.fault(
          400, "MetadataTooLarge", "What is sent along with an object is at most 8 KiB.");
    }
    return kept;
  }
}
