package gatehouse.engines.stores;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The half of a shelf elsewhere that writes in parts. */
abstract class RemoteUploads extends RemoteVersions {
  RemoteUploads(S3Client client, ProjectBuckets names, Lock[] locks) {
    super(client, names, locks);
  }

  @Override
  public String begin(BucketName bucket, ObjectKey key, Map<String, String> headers)
      throws IOException {
    String there = names.there(bucket);
    return asking(
        bucket.value(),
        () ->
            client
                .createMultipartUpload(
                    request -> RemoteHeaders.onto(request, headers).bucket(there).key(key.value()))
                .uploadId());
  }

  @Override
  public Optional<Upload> upload(BucketName bucket, ObjectKey key, String id) throws IOException {
    return uploads(bucket).stream()
        .filter(each -> each.id().equals(id) && each.key().equals(key))
        .findFirst();
  }

  @Override
  public List<Upload> uploads(BucketName bucket) throws IOException {
    String there = names.there(bucket);
    return asking(
        bucket.value(),
        () ->
            client
                .listMultipartUploadsPaginator(request -> request.bucket(there))
                .uploads()
                .stream()
                .map(
                    each ->
                        new Upload(
                            each.uploadId(),
                            new ObjectKey(each.key()),
                            Map.of(),
                            each.initiated() == null ? Instant.EPOCH : each.initiated()))
                .toList());
  }

  @Override
  public Part writePart(
      BucketName bucket, ObjectKey key, String id, int number, InputStream bytes, long length)
      throws IOException {
    String there = names.there(bucket);
    var body = new Body(new HeldBack(bytes, length, () -> {}), length);
    String etag =
        body.sent(
            bucket,
            content ->
                client
                    .uploadPart(
                        request ->
                            request
                                .bucket(there)
                                .key(key.value())
                                .uploadId(id)
                                .partNumber(number)
                                .contentLength(length),
                        content)
                    .eTag());
    return new Part(number, length, bare(etag), Instant.EPOCH);
  }

  @Override
  public List<Part> parts(BucketName bucket, ObjectKey key, String id) throws IOException {
    String there = names.there(bucket);
    return asking(
        bucket.value(),
        () ->
            client
                .listPartsPaginator(request -> request.bucket(there).key(key.value()).uploadId(id))
                .parts()
                .stream()
                .map(
                    each ->
                        new Part(
                            each.partNumber(), each.size(), bare(each.eTag()), each.lastModified()))
                .toList());
  }

  @Override
  public Written complete(
      BucketName bucket, ObjectKey key, String id, List<Integer> numbers, Condition condition)
      throws IOException {
    String there = names.there(bucket);
    Map<Integer, Part> known =
        parts(bucket, key, id).stream()
            .collect(Collectors.toMap(Part::number, Function.identity()));
    var wanted = new ArrayList<CompletedPart>();
    for (int number : numbers) {
      Part part = known.get(number);
      if (part == null) {
        throw new Refused(new Invalid("part", "one that was written; " + number + " was not"));
      }
      wanted.add(CompletedPart.builder().partNumber(number).eTag(part.etag()).build());
    }
    Lock lock = lock(bucket, key);
    lock.lock();
    try {
      check(condition, bucket, key, null);
      return asking(
          bucket.value(),
          () -> {
            var done =
                client.completeMultipartUpload(
                    request ->
                        request
                            .bucket(there)
                            .key(key.value())
                            .uploadId(id)
                            .multipartUpload(all -> all.parts(wanted)));
            return written(bucket, key, done.versionId());
          });
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean abort(BucketName bucket, ObjectKey key, String id) throws IOException {
    if (upload(bucket, key, id).isEmpty()) {
      return false;
    }
    String there = names.there(bucket);
    var _ =
        asking(
            bucket.value(),
            () ->
                client.abortMultipartUpload(
                    request -> request.bucket(there).key(key.value()).uploadId(id)));
    return true;
  }

  /** What the store says of what it was just given. */
  final Written written(BucketName bucket, ObjectKey key, @Nullable String id) throws IOException {
    HeadObjectResponse head = head(bucket, key, id);
    if (head == null) {
      head = head(bucket, key, null);
    }
    if (head == null) {
      throw new IOException("the store lost " + key + " as soon as it was written");
    }
    return new Written(entry(key, head), orEmpty(id));
  }
}
