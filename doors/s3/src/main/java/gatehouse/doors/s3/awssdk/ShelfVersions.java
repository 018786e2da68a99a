package gatehouse.doors.s3.awssdk;

import static gatehouse.doors.s3.awssdk.Faults.said;

import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.ObjectShelf.Reading;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.Versions.Removed;
import gatehouse.core.storage.Versions.State;
import gatehouse.core.storage.Versions.Version;
import gatehouse.core.storage.Versions.VersionPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The half of a store that knows what was before, and removes. */
abstract class ShelfVersions extends ShelfUploads {
  private static final int PAGE = 1000;

  ShelfVersions(ObjectShelf shelf, Pass pass) {
    super(shelf, pass);
  }

  @Override
  public boolean supportsVersioning() {
    return true;
  }

  @Override
  public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
    pass.permit(S3Action.GET_BUCKET_VERSIONING, request.bucket(), "");
    requireBucket(request.bucket());
    State state = said(() -> shelf.versioning(bucket(request.bucket())));
    return GetBucketVersioningResponse.builder()
        .status(
            switch (state) {
              case NEVER -> null;
              case ENABLED -> BucketVersioningStatus.ENABLED;
              case SUSPENDED -> BucketVersioningStatus.SUSPENDED;
            })
        .build();
  }

  @Override
  public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
    pass.permit(S3Action.PUT_BUCKET_VERSIONING, request.bucket(), "");
    requireBucket(request.bucket());
    State wanted =
        request.versioningConfiguration().status() == BucketVersioningStatus.ENABLED
            ? State.ENABLED
            : State.SUSPENDED;
    return said(
        () -> {
          pass.requireUncut();
          shelf.setVersioning(bucket(request.bucket()), wanted);
          return PutBucketVersioningResponse.builder().build();
        });
  }

  @Override
  public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
    pass.permit(S3Action.LIST_BUCKET_VERSIONS, request.bucket(), "");
    String id = request.versionIdMarker();
    if (id != null && text(request.keyMarker()).isEmpty()) {
      throw Faults.fault(
          400, "InvalidArgument", "A version-id marker cannot be given without a key marker.");
    }
    VersionPage page =
        said(
            () ->
                shelf.versions(
                    bucket(request.bucket()),
                    text(request.prefix()),
                    text(request.delimiter()),
                    text(request.keyMarker()),
                    id == null || id.isEmpty() ? null : id,
                    request.maxKeys() == null ? PAGE : Math.min(PAGE, request.maxKeys())));
    return ListObjectVersionsResponse.builder()
        .versions(
            page.versions().stream()
                .filter(each -> !each.marker())
                .map(ShelfVersions::version)
                .toList())
        .deleteMarkers(
            page.versions().stream().filter(Version::marker).map(ShelfVersions::marker).toList())
        .commonPrefixes(page.prefixes().stream().map(SdkResponses::commonPrefix).toList())
        .isTruncated(page.nextKey() != null)
        .nextKeyMarker(page.nextKey())
        .nextVersionIdMarker(page.nextId())
        .build();
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    String id = request.versionId();
    pass.permit(
        id == null ? S3Action.DELETE_OBJECT : S3Action.DELETE_OBJECT_VERSION,
        request.bucket(),
        request.key());
    if (request.ifMatchSize() != null || request.ifMatchLastModifiedTime() != null) {
      throw Faults.fault(501, "NotImplemented", "A removal is conditioned on the ETag alone.");
    }
    Removed removed =
        said(
            () ->
                shelf.remove(
                    bucket(request.bucket()),
                    key(request.key()),
                    id,
                    Conditions.of(pass, request.ifMatch(), null)));
    return DeleteObjectResponse.builder()
        .versionId(idOrNull(removed.version()))
        .deleteMarker(removed.marker() ? true : null)
        .build();
  }

  /** Each on its own: what is not permitted is told, the rest is removed. */
  @Override
  public DeleteObjectsResponse removeBlobs(DeleteObjectsRequest request) {
    var deleted = new ArrayList<DeletedObject>();
    var errors = new ArrayList<S3Error>();
    for (ObjectIdentifier each : request.delete().objects()) {
      try {
        DeleteObjectResponse done =
            removeBlob(
                DeleteObjectRequest.builder()
                    .bucket(request.bucket())
                    .key(each.key())
                    .versionId(each.versionId())
                    .ifMatch(each.eTag())
                    .build());
        deleted.add(
            DeletedObject.builder()
                .key(each.key())
                .versionId(each.versionId())
                .deleteMarker(done.deleteMarker())
                .deleteMarkerVersionId(
                    Boolean.TRUE.equals(done.deleteMarker()) ? done.versionId() : null)
                .build());
      } catch (S3Exception e) {
        errors.add(
            S3Error.builder()
                .key(each.key())
                .versionId(each.versionId())
                .code(e.awsErrorDetails().errorCode())
                .message(e.awsErrorDetails().errorMessage())
                .build());
      }
    }
    return DeleteObjectsResponse.builder().deleted(deleted).errors(errors).build();
  }

  /** Reading what was before is a right of its own. */
  final void permitReading(String name, String key, @Nullable String id) {
    pass.permit(id == null ? S3Action.GET_OBJECT : S3Action.GET_OBJECT_VERSION, name, key);
  }

  final Reading read(String name, String key, @Nullable String id) throws IOException {
    Optional<Reading> found =
        id == null ? shelf.read(bucket(name), key(key)) : shelf.read(bucket(name), key(key), id);
    return found.orElseThrow(() -> missing(name, key, id));
  }

  final void requireObject(String name, String key, @Nullable String id) {
    Optional<Version> found = said(() -> shelf.version(bucket(name), key(key), id));
    if (found.isEmpty() || found.get().marker()) {
      throw missing(name, key, id);
    }
  }

  final void requireBucket(String name) {
    if (!BucketName.canBe(name) || !said(() -> shelf.hasBucket(new BucketName(name)))) {
      throw Faults.noSuchBucket(name);
    }
  }

  /** What is not there, or is covered by a marker, which is told along. */
  private RuntimeException missing(String name, String key, @Nullable String id) {
    Optional<Version> marker =
        said(() -> shelf.version(bucket(name), key(key), id)).filter(Version::marker);
    if (marker.isEmpty()) {
      return id == null
          ? Faults.noSuchKey()
          : S3Exceptions.noSuchVersion(name, key, id, "there is none");
    }
    return id == null
        ? S3Exceptions.noSuchKeyDeleteMarker(name, key, marker.get().id(), "removed")
        : Faults.isMarker(id);
  }

  private static ObjectVersion version(Version each) {
    ObjectEntry entry = each.entry();
    return ObjectVersion.builder()
        .key(entry.key().value())
        .versionId(each.id())
        .isLatest(each.latest())
        .eTag(Headers.quoted(entry.etag()))
        .size(entry.size())
        .lastModified(entry.modified())
        .build();
  }

  private static DeleteMarkerEntry marker(Version each) {
    return DeleteMarkerEntry.builder()
        .key(each.entry().key().value())
        .versionId(each.id())
        .isLatest(each.latest())
        .lastModified(each.entry().modified())
        .build();
  }
}
