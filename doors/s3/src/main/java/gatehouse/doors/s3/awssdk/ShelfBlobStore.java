package gatehouse.doors.s3.awssdk;

import static gatehouse.doors.s3.awssdk.Faults.said;

import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.ObjectShelf.Page;
import gatehouse.core.storage.ObjectShelf.Reading;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.Versions.Written;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.gaul.s3proxy.blobstore.SdkRequests;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A project's shelf for one request: no method does anything before its pass permits it. */
public final class ShelfBlobStore extends ShelfVersions {
  private static final int PAGE = 1000;

  public ShelfBlobStore(ObjectShelf shelf, Pass pass) {
    super(shelf, pass);
  }

  @Override
  public ListBucketsResponse list() {
    pass.permit(S3Action.LIST_ALL_MY_BUCKETS, "", "");
    return ListBucketsResponse.builder()
        .buckets(
            said(shelf::buckets).stream()
                .map(each -> SdkResponses.bucket(each.name().value(), each.createdAt()))
                .toList())
        .build();
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    pass.permit(S3Action.LIST_BUCKET, request.bucket(), "");
    String after = text(request.continuationToken());
    String from = after.isEmpty() ? text(request.startAfter()) : after;
    int limit = request.maxKeys() == null ? PAGE : Math.min(PAGE, request.maxKeys());
    Page page =
        said(
            () ->
                shelf.page(
                    bucket(request.bucket()),
                    text(request.prefix()),
                    text(request.delimiter()),
                    from,
                    limit));
    return SdkResponses.objectsPage(
        page.objects().stream()
            .map(
                each ->
                    SdkResponses.objectEntry(
                        each.key().value(),
                        Headers.quoted(each.etag()),
                        each.modified(),
                        each.size(),
                        null))
            .toList(),
        page.prefixes().stream().map(SdkResponses::commonPrefix).toList(),
        page.next());
  }

  /** Other steps look for the bucket first; what they may is asked under their own name. */
  @Override
  public HeadBucketResponse headBucket(HeadBucketRequest request) {
    pass.permit(pass.action(), request.bucket(), "");
    requireBucket(request.bucket());
    return HeadBucketResponse.builder().build();
  }

  @Override
  public CreateBucketResponse createContainer(CreateBucketRequest request) {
    pass.permit(S3Action.CREATE_BUCKET, request.bucket(), "");
    if (request.acl() != null && request.acl() != BucketCannedACL.PRIVATE) {
      throw noPublicAccess();
    }
    if (!said(() -> shelf.createBucket(bucket(request.bucket())))) {
      throw Faults.fault(
          409, "BucketAlreadyOwnedByYou", "This project has a bucket of that name already.");
    }
    return CreateBucketResponse.builder().build();
  }

  @Override
  public void deleteBucket(String name) {
    pass.permit(S3Action.DELETE_BUCKET, name, "");
    if (!said(() -> shelf.deleteBucket(bucket(name)))) {
      throw Faults.noSuchBucket(name);
    }
  }

  /** Nothing else is removed along with a bucket: S3Proxy's own would empty it first. */
  @Override
  public void deleteContainer(String name) {
    deleteBucket(name);
  }

  @Override
  public BucketCannedACL getContainerAccess(String name) {
    pass.permit(S3Action.GET_BUCKET_ACL, name, "");
    requireBucket(name);
    return BucketCannedACL.PRIVATE;
  }

  @Override
  public void setContainerAccess(String name, BucketCannedACL access) {
    pass.permit(S3Action.PUT_BUCKET_ACL, name, "");
    requireBucket(name);
    if (access != BucketCannedACL.PRIVATE) {
      throw noPublicAccess();
    }
  }

  @Override
  public ObjectCannedACL getBlobAccess(String name, String key) {
    return getBlobAccess(name, key, null);
  }

  @Override
  public ObjectCannedACL getBlobAccess(String name, String key, @Nullable String id) {
    pass.permit(S3Action.GET_OBJECT_ACL, name, key);
    requireObject(name, key, id);
    return ObjectCannedACL.PRIVATE;
  }

  @Override
  public void setBlobAccess(String name, String key, ObjectCannedACL access) {
    setBlobAccess(name, key, access, null);
  }

  @Override
  public void setBlobAccess(String name, String key, ObjectCannedACL access, @Nullable String id) {
    pass.permit(S3Action.PUT_OBJECT_ACL, name, key);
    requireObject(name, key, id);
    if (access != ObjectCannedACL.PRIVATE) {
      throw noPublicAccess();
    }
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    permitReading(request.bucket(), request.key(), request.versionId());
    var asked =
        GetObjectRequest.builder()
            .ifMatch(request.ifMatch())
            .ifNoneMatch(request.ifNoneMatch())
            .ifModifiedSince(request.ifModifiedSince())
            .ifUnmodifiedSince(request.ifUnmodifiedSince())
            .build();
    return said(
        () -> {
          try (Reading reading = read(request.bucket(), request.key(), request.versionId())) {
            ObjectEntry entry = reading.details().entry();
            Conditions.check(asked, entry);
            return SdkResponses.toHead(Headers.response(reading.details(), entry.size(), null));
          }
        });
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    permitReading(request.bucket(), request.key(), request.versionId());
    return said(
        () -> {
          Reading reading = read(request.bucket(), request.key(), request.versionId());
          try {
            return answer(reading, request);
          } catch (IOException | RuntimeException e) {
            reading.close();
            throw e;
          }
        });
  }

  private ResponseInputStream<GetObjectResponse> answer(Reading reading, GetObjectRequest request)
      throws IOException {
    ObjectEntry entry = reading.details().entry();
    Conditions.check(request, entry);
    long from = 0;
    long end = entry.size();
    String range = null;
    var asked = SdkRequests.parseRange(request.range());
    if (asked != null) {
      Long first = asked.first();
      Long last = asked.last();
      if (first == null) {
        from = Math.max(0, end - Objects.requireNonNull(last));
      } else {
        from = first;
        end = last == null ? end : Math.min(end, last + 1);
      }
      if (from >= end) {
        throw Faults.fault(416, "InvalidRange", "The requested range is not satisfiable");
      }
      range = "bytes " + from + "-" + (end - 1) + "/" + entry.size();
    }
    long length = end - from;
    return SdkResponses.getResponse(
        Headers.response(reading.details(), length, range),
        pass.guarded(reading.bytes(from, length)));
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    pass.permit(S3Action.PUT_OBJECT, request.bucket(), request.key());
    if (request.acl() != null && request.acl() != ObjectCannedACL.PRIVATE) {
      throw noPublicAccess();
    }
    Map<String, String> headers = Headers.of(request);
    long length = request.contentLength() == null ? -1 : request.contentLength();
    Written written =
        said(
            () ->
                shelf.write(
                    bucket(request.bucket()),
                    key(request.key()),
                    checked(pass.guarded(payload), request.contentMD5()),
                    length,
                    headers,
                    Conditions.of(pass, request.ifMatch(), request.ifNoneMatch())));
    return SdkResponses.putResponse(
        Headers.quoted(written.entry().etag()), idOrNull(written.version()));
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    permitReading(request.sourceBucket(), request.sourceKey(), request.sourceVersionId());
    pass.permit(S3Action.PUT_OBJECT, request.destinationBucket(), request.destinationKey());
    boolean replace = request.metadataDirective() == MetadataDirective.REPLACE;
    var asked =
        GetObjectRequest.builder()
            .ifMatch(request.copySourceIfMatch())
            .ifUnmodifiedSince(request.copySourceIfUnmodifiedSince())
            .ifNoneMatch(request.copySourceIfNoneMatch())
            .ifModifiedSince(request.copySourceIfModifiedSince())
            .build();
    return said(
        () -> {
          try (Reading reading =
              read(request.sourceBucket(), request.sourceKey(), request.sourceVersionId())) {
            ObjectEntry source = reading.details().entry();
            Conditions.check(asked, source);
            Written written =
                shelf.write(
                    bucket(request.destinationBucket()),
                    key(request.destinationKey()),
                    pass.guarded(reading.bytes(0, source.size())),
                    source.size(),
                    replace ? Headers.of(request) : reading.details().headers(),
                    Conditions.of(pass, null, null));
            return SdkResponses.copyResponse(
                Headers.quoted(written.entry().etag()),
                written.entry().modified(),
                idOrNull(written.version()),
                idOrNull(reading.details().version()));
          }
        });
  }

  private static S3Exception noPublicAccess() {
    return Faults.fault(
        501,
        "NotImplemented",
        "Nothing is opened to everybody here: give users a role, and a policy to narrow it.");
  }
}
