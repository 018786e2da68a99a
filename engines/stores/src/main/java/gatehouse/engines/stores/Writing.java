package gatehouse.engines.stores;

import gatehouse.core.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes one object elsewhere: at once where it is small, else in parts of 16 MiB or more, of which
 * one is held in memory, so that a part can be sent again.
 */
final class Writing {
  private static final int PART = 16 << 20;
  private static final int MOST_PARTS = 10_000;

  private final S3Client client;
  private final String bucket;
  private final String key;

  Writing(S3Client client, String bucket, ObjectKey key) {
    this.client = client;
    this.bucket = bucket;
    this.key = key.value();
  }

  /** Writes it; true, or an exception. */
  boolean of(InputStream bytes, long length) throws IOException {
    int size = partSize(length);
    byte[] first = bytes.readNBytes(size);
    if (first.length < size) {
      requireLength(length, first.length);
      var _ =
          client.putObject(
              request -> request.bucket(bucket).key(key), RequestBody.fromBytes(first));
      return true;
    }
    return inParts(first, bytes, length, size);
  }

  private boolean inParts(byte[] first, InputStream bytes, long length, int size)
      throws IOException {
    String upload =
        client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    boolean done = false;
    try {
      List<CompletedPart> parts = new ArrayList<>();
      long written = 0;
      for (byte[] part = first; part.length > 0; part = bytes.readNBytes(size)) {
        parts.add(send(upload, parts.size() + 1, part));
        written += part.length;
      }
      requireLength(length, written);
      var _ =
          client.completeMultipartUpload(
              request ->
                  request
                      .bucket(bucket)
                      .key(key)
                      .uploadId(upload)
                      .multipartUpload(all -> all.parts(parts)));
      done = true;
      return true;
    } finally {
      if (!done) {
        var _ =
            client.abortMultipartUpload(
                request -> request.bucket(bucket).key(key).uploadId(upload));
      }
    }
  }

  private CompletedPart send(String upload, int number, byte[] part) {
    String etag =
        client
            .uploadPart(
                request -> request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromBytes(part))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private static void requireLength(long promised, long written) throws IOException {
    if (promised >= 0 && promised != written) {
      throw new IOException(written + " bytes came where " + promised + " were promised");
    }
  }

  private static int partSize(long length) {
    long size = PART;
    while (length / size >= MOST_PARTS) {
      size *= 2;
    }
    return (int) Math.min(size, 1 << 30);
  }
}
