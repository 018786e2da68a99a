package gatehouse.engines.stores;

import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf.Details;
import gatehouse.core.storage.ObjectShelf.Reading;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** An object elsewhere; its bytes are asked for when they are read, and only as they were then. */
final class RemoteReading implements Reading {
  private final S3Client client;
  private final String bucket;
  private final ObjectKey key;
  private final @Nullable String id;
  private final String etag;
  private final Details details;

  RemoteReading(
      S3Client client, String bucket, ObjectKey key, @Nullable String id, HeadObjectResponse head) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.etag = head.eTag();
    String own = RemoteBase.orEmpty(head.versionId());
    this.id = own.isEmpty() ? id : own;
    this.details = new Details(RemoteBase.entry(key, head), RemoteHeaders.of(head), own);
  }

  @Override
  public Details details() {
    return details;
  }

  @Override
  public InputStream bytes(long from, long length) throws IOException {
    if (length == 0) {
      return InputStream.nullInputStream();
    }
    boolean whole = from == 0 && length == details.entry().size();
    return RemoteBase.asking(
        bucket,
        () ->
            client.getObject(
                request -> {
                  request.bucket(bucket).key(key.value()).versionId(id).ifMatch(etag);
                  if (!whole) {
                    request.range("bytes=" + from + "-" + (from + length - 1));
                  }
                }));
  }

  @Override
  public void close() {
    // Nothing is open before its bytes are read, and those close themselves.
  }
}
