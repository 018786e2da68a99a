package gatehouse.doors.s3;

import gatehouse.core.storage.S3Action;
import org.gaul.s3proxy.S3Operation;
import org.jspecify.annotations.Nullable;

/** Which action an operation of S3 is, as policies name it. */
final class Operations {
  private Operations() {}

  /** Null for what is not offered. */
  static @Nullable S3Action action(S3Operation operation) {
    return switch (operation) {
      case LIST_BUCKETS -> S3Action.LIST_ALL_MY_BUCKETS;
      case LIST_OBJECTS_V2, HEAD_BUCKET -> S3Action.LIST_BUCKET;
      case LIST_OBJECT_VERSIONS -> S3Action.LIST_BUCKET_VERSIONS;
      case GET_OBJECT, HEAD_OBJECT, GET_OBJECT_ATTRIBUTES -> S3Action.GET_OBJECT;
      case PUT_OBJECT,
          COPY_OBJECT,
          CREATE_MULTIPART_UPLOAD,
          UPLOAD_PART,
          UPLOAD_PART_COPY,
          COMPLETE_MULTIPART_UPLOAD ->
          S3Action.PUT_OBJECT;
      case DELETE_OBJECT, DELETE_OBJECTS -> S3Action.DELETE_OBJECT;
      case ABORT_MULTIPART_UPLOAD -> S3Action.ABORT_MULTIPART_UPLOAD;
      case LIST_PARTS -> S3Action.LIST_MULTIPART_UPLOAD_PARTS;
      case LIST_MULTIPART_UPLOADS -> S3Action.LIST_BUCKET_MULTIPART_UPLOADS;
      case CREATE_BUCKET -> S3Action.CREATE_BUCKET;
      case DELETE_BUCKET -> S3Action.DELETE_BUCKET;
      case GET_OBJECT_ACL -> S3Action.GET_OBJECT_ACL;
      case PUT_OBJECT_ACL -> S3Action.PUT_OBJECT_ACL;
      case GET_BUCKET_ACL -> S3Action.GET_BUCKET_ACL;
      case PUT_BUCKET_ACL -> S3Action.PUT_BUCKET_ACL;
      case GET_BUCKET_LOCATION, GET_BUCKET_POLICY -> S3Action.GET_BUCKET_LOCATION;
      case GET_BUCKET_ENCRYPTION -> S3Action.GET_ENCRYPTION_CONFIGURATION;
      case PUT_BUCKET_ENCRYPTION, DELETE_BUCKET_ENCRYPTION -> S3Action.PUT_ENCRYPTION_CONFIGURATION;
      case GET_BUCKET_VERSIONING -> S3Action.GET_BUCKET_VERSIONING;
      case PUT_BUCKET_VERSIONING -> S3Action.PUT_BUCKET_VERSIONING;
      case OPTIONS_OBJECT, UNKNOWN -> null;
    };
  }
}
