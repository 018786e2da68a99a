package gatehouse.doors.cli.objects;

import gatehouse.doors.cli.remote.Failure;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A store, by the S3 protocol. */
public final class Store implements AutoCloseable {
  private static final int AT_ONCE = 1000;

  private final Keys keys;
  private final S3Client client;

  /** Opens a store; nothing is asked of it yet. */
  public Store(Keys keys) {
    this.keys = keys;
    this.client =
        S3Client.builder()
            .endpointOverride(keys.endpoint())
            .region(Region.of(keys.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(Duration.ofSeconds(10))
                    .socketTimeout(Duration.ofMinutes(2)))
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(true)
                    .chunkedEncodingEnabled(false)
                    .build())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .build();
  }

  /** All buckets and when they were made, by name. */
  public Map<String, Instant> buckets() {
    return asking(
        () -> {
          var all = new LinkedHashMap<String, Instant>();
          client.listBuckets().buckets().forEach(one -> all.put(one.name(), one.creationDate()));
          return all;
        });
  }

  /** Makes a bucket. */
  public void createBucket(String bucket) {
    var _ = asking(() -> client.createBucket(request -> request.bucket(bucket)));
  }

  /** Removes a bucket in which nothing is. */
  public void deleteBucket(String bucket) {
    var _ = asking(() -> client.deleteBucket(request -> request.bucket(bucket)));
  }

  /** Each object whose key begins with a prefix, a page at a time. */
  public void list(String bucket, String prefix, Consumer<StoredObject> each) {
    String after = null;
    do {
      String from = after;
      var page =
          asking(
              () ->
                  client.listObjectsV2(
                      request -> request.bucket(bucket).prefix(prefix).continuationToken(from)));
      page.contents()
          .forEach(
              one ->
                  each.accept(
                      new StoredObject(
                          one.key(), one.size(), bare(one.eTag()), one.lastModified())));
      after = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    } while (after != null);
  }

  /** One object; empty where there is none. */
  public Optional<StoredObject> find(String bucket, String key) {
    return asking(
        () -> {
          try {
            var head = client.headObject(request -> request.bucket(bucket).key(key));
            return Optional.of(
                new StoredObject(
                    key, head.contentLength(), bare(head.eTag()), head.lastModified()));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  /** The bytes of an object from a position on, as long as it is still the one of this etag. */
  InputStream open(String bucket, StoredObject object, long from) {
    ResponseInputStream<GetObjectResponse> bytes =
        asking(
            () ->
                client.getObject(
                    request -> {
                      request.bucket(bucket).key(object.key()).ifMatch('"' + object.etag() + '"');
                      if (from > 0) {
                        request.range("bytes=" + from + "-");
                      }
                    }));
    return bytes;
  }

  /** Writes an object in one piece; its etag. */
  String put(String bucket, String key, FilePart part) {
    return asking(
        () ->
            bare(
                client
                    .putObject(
                        request -> request.bucket(bucket).key(key).contentMD5(part.md5Base64()),
                        body(part))
                    .eTag()));
  }

  /** Writes an object of nothing. */
  public void putEmpty(String bucket, String key) {
    var _ =
        asking(
            () ->
                client.putObject(request -> request.bucket(bucket).key(key), RequestBody.empty()));
  }

  /** An upload of this key that was begun and not ended; the youngest. */
  Optional<String> unfinished(String bucket, String key) {
    return asking(
        () ->
            client
                .listMultipartUploads(request -> request.bucket(bucket).prefix(key))
                .uploads()
                .stream()
                .filter(upload -> upload.key().equals(key))
                .max(java.util.Comparator.comparing(upload -> upload.initiated()))
                .map(upload -> upload.uploadId()));
  }

  /** The parts that an unfinished upload has, by number, with etag and size. */
  Map<Integer, StoredObject> parts(String bucket, String key, String upload) {
    return asking(
        () -> {
          var all = new LinkedHashMap<Integer, StoredObject>();
          client
              .listPartsPaginator(request -> request.bucket(bucket).key(key).uploadId(upload))
              .parts()
              .forEach(
                  part ->
                      all.put(
                          part.partNumber(),
                          new StoredObject(
                              key, part.size(), bare(part.eTag()), part.lastModified())));
          return all;
        });
  }

  /** Begins an upload in parts. */
  String begin(String bucket, String key) {
    return asking(
        () -> client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId());
  }

  /** Writes one part; its etag. */
  String putPart(String bucket, String key, String upload, int number, FilePart part) {
    return asking(
        () ->
            bare(
                client
                    .uploadPart(
                        request ->
                            request
                                .bucket(bucket)
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number)
                                .contentMD5(part.md5Base64()),
                        body(part))
                    .eTag()));
  }

  /** Ends an upload, whose object is there from here on; its etag. */
  String complete(String bucket, String key, String upload, Map<Integer, String> etags) {
    List<CompletedPart> parts = new ArrayList<>();
    etags.forEach(
        (number, etag) ->
            parts.add(CompletedPart.builder().partNumber(number).eTag('"' + etag + '"').build()));
    return asking(
        () ->
            bare(
                client
                    .completeMultipartUpload(
                        request ->
                            request
                                .bucket(bucket)
                                .key(key)
                                .uploadId(upload)
                                .multipartUpload(all -> all.parts(parts)))
                    .eTag()));
  }

  /** Copies an object within the store. */
  public void copy(String bucket, String key, String toBucket, String toKey) {
    var _ =
        asking(
            () ->
                client.copyObject(
                    request ->
                        request
                            .sourceBucket(bucket)
                            .sourceKey(key)
                            .destinationBucket(toBucket)
                            .destinationKey(toKey)));
  }

  /** Deletes objects, many at a time; those that are not there are fine. */
  public void delete(String bucket, List<String> names) {
    for (int from = 0; from < names.size(); from += AT_ONCE) {
      List<ObjectIdentifier> some =
          names.subList(from, Math.min(names.size(), from + AT_ONCE)).stream()
              .map(key -> ObjectIdentifier.builder().key(key).build())
              .toList();
      var answer =
          asking(
              () ->
                  client.deleteObjects(
                      request ->
                          request.bucket(bucket).delete(all -> all.objects(some).quiet(true))));
      if (!answer.errors().isEmpty()) {
        var first = answer.errors().getFirst();
        throw new Failure("Cannot delete " + first.key() + ": " + first.message());
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private static RequestBody body(FilePart part) {
    return RequestBody.fromContentProvider(part::open, part.length(), "application/octet-stream");
  }

  private <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (S3Exception e) {
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      String text = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorMessage();
      boolean said = text != null && !text.isBlank();
      throw new Failure(
          e.statusCode(),
          (said ? text : "The store answered " + e.statusCode())
              + (code == null || code.isBlank() ? "" : " (" + code + ")"));
    } catch (SdkClientException e) {
      throw new Failure("Cannot reach the store at " + keys.endpoint() + ": " + e.getMessage());
    } catch (SdkException e) {
      throw new Failure("The store at " + keys.endpoint() + " failed: " + e.getMessage());
    }
  }

  private static String bare(String etag) {
    return etag == null ? "" : etag.replace("\"", "");
  }
}
