package gatehouse.doors.s3.awssdk;

import static gatehouse.doors.s3.awssdk.Faults.said;

import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.ObjectShelf;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.Versions.Written;
import gatehouse.doors.s3.transfer.Md5Checked;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.SdkResponses;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The half of a store that writes in parts. */
abstract class ShelfUploads implements BlobStore {
  private static final long LEAST_PART = 5L << 20;

  final ObjectShelf shelf;
  final Pass pass;

  ShelfUploads(ObjectShelf shelf, Pass pass) {
    this.shelf = shelf;
    this.pass = pass;
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    pass.permit(S3Action.PUT_OBJECT, request.bucket(), request.key());
    if (request.acl() != null && request.acl() != ObjectCannedACL.PRIVATE) {
      throw Faults.fault(501, "NotImplemented", "Nothing is opened to everybody here.");
    }
    Map<String, String> headers = Headers.of(request);
    String id = said(() -> shelf.begin(bucket(request.bucket()), key(request.key()), headers));
    return new MultipartUpload(id, request);
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    pass.permit(S3Action.ABORT_MULTIPART_UPLOAD, upload.containerName(), upload.blobName());
    boolean there =
        said(
            () -> shelf.abort(bucket(upload.containerName()), key(upload.blobName()), upload.id()));
    if (!there) {
      throw Faults.fault(404, "NoSuchUpload", "The upload is complete, aborted or unknown.");
    }
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    pass.permit(S3Action.PUT_OBJECT, upload.containerName(), upload.blobName());
    List<Integer> numbers =
        request.multipartUpload().parts().stream().map(CompletedPart::partNumber).toList();
    Written written =
        said(
            () ->
                shelf.complete(
                    bucket(upload.containerName()),
                    key(upload.blobName()),
                    upload.id(),
                    numbers,
                    Conditions.of(pass, request.ifMatch(), request.ifNoneMatch())));
    return SdkResponses.completeResponse(
        Headers.quoted(written.entry().etag()), idOrNull(written.version()));
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream bytes) {
    pass.permit(S3Action.PUT_OBJECT, upload.containerName(), upload.blobName());
    long length = request.contentLength() == null ? -1 : request.contentLength();
    ObjectShelf.Part part =
        said(
            () ->
                shelf.writePart(
                    bucket(upload.containerName()),
                    key(upload.blobName()),
                    upload.id(),
                    request.partNumber(),
                    checked(pass.guarded(bytes), request.contentMD5()),
                    length));
    return SdkResponses.uploadedPart(Headers.quoted(part.etag()));
  }

  /** Asked by who lists the parts, and by who completes the upload. */
  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    S3Action action =
        pass.action() == S3Action.LIST_MULTIPART_UPLOAD_PARTS
            ? S3Action.LIST_MULTIPART_UPLOAD_PARTS
            : S3Action.PUT_OBJECT;
    pass.permit(action, upload.containerName(), upload.blobName());
    return said(
            () -> shelf.parts(bucket(upload.containerName()), key(upload.blobName()), upload.id()))
        .stream()
        .map(
            part ->
                SdkResponses.part(
                    part.number(), part.size(), Headers.quoted(part.etag()), part.modified()))
        .toList();
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String name) {
    pass.permit(S3Action.LIST_BUCKET_MULTIPART_UPLOADS, name, "");
    return said(() -> shelf.uploads(bucket(name))).stream()
        .map(each -> SdkResponses.upload(each.key().value(), each.id(), each.startedAt()))
        .toList();
  }

  @Override
  public long getMinimumMultipartPartSize() {
    return LEAST_PART;
  }

  static BucketName bucket(String name) {
    return new BucketName(name);
  }

  static ObjectKey key(String key) {
    return new ObjectKey(key);
  }

  static InputStream checked(InputStream bytes, @Nullable String md5) {
    return md5 == null ? bytes : new Md5Checked(bytes, decoded(md5), ShelfUploads::isAnother);
  }

  private static byte[] decoded(String md5) {
    try {
      return Base64.getDecoder().decode(md5);
    } catch (IllegalArgumentException e) {
      throw Faults.fault(400, "InvalidDigest", "The Content-MD5 you specified is not valid.");
    }
  }

  private static S3Exception isAnother() {
    return Faults.fault(
        400, "BadDigest", "The Content-MD5 you specified did not match what was received.");
  }

  /** A version's id as S3 says it: not at all in a bucket that never kept versions. */
  static @Nullable String idOrNull(String version) {
    return version.isEmpty() ? null : version;
  }

  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
