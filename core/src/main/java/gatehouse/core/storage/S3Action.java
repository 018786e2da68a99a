package gatehouse.core.storage;

import gatehouse.core.access.Permission;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What may be asked of object storage: the actions of the model's policies, each with the
 * permission that a role must give for it. Reading needs one, everything else the other.
 */
public enum S3Action {
  GET_OBJECT("GetObject", Scope.OBJECT, Permission.OBJECT_READ),
  GET_OBJECT_ACL("GetObjectAcl", Scope.OBJECT, Permission.OBJECT_READ),
  GET_OBJECT_LEGAL_HOLD("GetObjectLegalHold", Scope.OBJECT, Permission.OBJECT_READ),
  GET_OBJECT_RETENTION("GetObjectRetention", Scope.OBJECT, Permission.OBJECT_READ),
  GET_OBJECT_TAGGING("GetObjectTagging", Scope.OBJECT, Permission.OBJECT_READ),
  GET_OBJECT_VERSION("GetObjectVersion", Scope.OBJECT, Permission.OBJECT_READ),
  LIST_MULTIPART_UPLOAD_PARTS("ListMultipartUploadParts", Scope.OBJECT, Permission.OBJECT_READ),
  ABORT_MULTIPART_UPLOAD("AbortMultipartUpload", Scope.OBJECT, Permission.OBJECT_WRITE),
  BYPASS_GOVERNANCE_RETENTION("BypassGovernanceRetention", Scope.OBJECT, Permission.OBJECT_WRITE),
  DELETE_OBJECT("DeleteObject", Scope.OBJECT, Permission.OBJECT_WRITE),
  DELETE_OBJECT_TAGGING("DeleteObjectTagging", Scope.OBJECT, Permission.OBJECT_WRITE),
  DELETE_OBJECT_VERSION("DeleteObjectVersion", Scope.OBJECT, Permission.OBJECT_WRITE),
  PUT_OBJECT("PutObject", Scope.OBJECT, Permission.OBJECT_WRITE),
  PUT_OBJECT_ACL("PutObjectAcl", Scope.OBJECT, Permission.OBJECT_WRITE),
  PUT_OBJECT_LEGAL_HOLD("PutObjectLegalHold", Scope.OBJECT, Permission.OBJECT_WRITE),
  PUT_OBJECT_RETENTION("PutObjectRetention", Scope.OBJECT, Permission.OBJECT_WRITE),
  PUT_OBJECT_TAGGING("PutObjectTagging", Scope.OBJECT, Permission.OBJECT_WRITE),
  PUT_REPLICATION_CONFIGURATION(
      "PutReplicationConfiguration", Scope.OBJECT, Permission.OBJECT_WRITE),
  GET_BUCKET_ACL("GetBucketAcl", Scope.BUCKET, Permission.OBJECT_READ),
  GET_BUCKET_CORS("GetBucketCORS", Scope.BUCKET, Permission.OBJECT_READ),
  GET_BUCKET_LOCATION("GetBucketLocation", Scope.BUCKET, Permission.OBJECT_READ),
  GET_BUCKET_LOGGING("GetBucketLogging", Scope.BUCKET, Permission.OBJECT_READ),
  GET_BUCKET_OBJECT_LOCK_CONFIGURATION(
      "GetBucketObjectLockConfiguration", Scope.BUCKET, Permission.OBJECT_READ),
  GET_BUCKET_TAGGING("GetBucketTagging", Scope.BUCKET, Permission.OBJECT_READ),
  GET_BUCKET_VERSIONING("GetBucketVersioning", Scope.BUCKET, Permission.OBJECT_READ),
  GET_BUCKET_WEBSITE("GetBucketWebsite", Scope.BUCKET, Permission.OBJECT_READ),
  GET_ENCRYPTION_CONFIGURATION("GetEncryptionConfiguration", Scope.BUCKET, Permission.OBJECT_READ),
  GET_INTELLIGENT_TIERING_CONFIGURATION(
      "GetIntelligentTieringConfiguration", Scope.BUCKET, Permission.OBJECT_READ),
  GET_LIFECYCLE_CONFIGURATION("GetLifecycleConfiguration", Scope.BUCKET, Permission.OBJECT_READ),
  GET_REPLICATION_CONFIGURATION(
      "GetReplicationConfiguration", Scope.BUCKET, Permission.OBJECT_READ),
  LIST_BUCKET("ListBucket", Scope.BUCKET, Permission.OBJECT_READ),
  LIST_BUCKET_MULTIPART_UPLOADS("ListBucketMultipartUploads", Scope.BUCKET, Permission.OBJECT_READ),
  LIST_BUCKET_VERSIONS("ListBucketVersions", Scope.BUCKET, Permission.OBJECT_READ),
  CREATE_BUCKET("CreateBucket", Scope.BUCKET, Permission.OBJECT_WRITE),
  DELETE_BUCKET("DeleteBucket", Scope.BUCKET, Permission.OBJECT_WRITE),
  DELETE_BUCKET_TAGGING("DeleteBucketTagging", Scope.BUCKET, Permission.OBJECT_WRITE),
  DELETE_BUCKET_WEBSITE("DeleteBucketWebsite", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_BUCKET_ACL("PutBucketAcl", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_BUCKET_CORS("PutBucketCORS", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_BUCKET_LOGGING("PutBucketLogging", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_BUCKET_OBJECT_LOCK_CONFIGURATION(
      "PutBucketObjectLockConfiguration", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_BUCKET_TAGGING("PutBucketTagging", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_BUCKET_VERSIONING("PutBucketVersioning", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_BUCKET_WEBSITE("PutBucketWebsite", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_ENCRYPTION_CONFIGURATION("PutEncryptionConfiguration", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_INTELLIGENT_TIERING_CONFIGURATION(
      "PutIntelligentTieringConfiguration", Scope.BUCKET, Permission.OBJECT_WRITE),
  PUT_LIFECYCLE_CONFIGURATION("PutLifecycleConfiguration", Scope.BUCKET, Permission.OBJECT_WRITE),
  LIST_ALL_MY_BUCKETS("ListAllMyBuckets", Scope.ALL_BUCKETS, Permission.OBJECT_READ);

  /** What an action is about. */
  public enum Scope {
    OBJECT,
    BUCKET,
    ALL_BUCKETS
  }

  private static final Map<String, S3Action> NAMED = named();

  private final String bareName;
  private final Scope scope;
  private final Permission permission;

  S3Action(String bareName, Scope scope, Permission permission) {
    this.bareName = bareName;
    this.scope = scope;
    this.permission = permission;
  }

  /** The name on the wire, as {@code s3:GetObject}. */
  public String wireName() {
    return "s3:" + bareName;
  }

  /** What it is about. */
  public Scope scope() {
    return scope;
  }

  /** What a role must allow. */
  public Permission permission() {
    return permission;
  }

  /** The action of a name, as {@code s3:GetObject} or {@code GetObject}, in whatever case. */
  public static Optional<S3Action> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Optional.ofNullable(NAMED.get(lower.startsWith("s3:") ? lower.substring(3) : lower));
  }

  private static Map<String, S3Action> named() {
    var map = new HashMap<String, S3Action>();
    for (S3Action action : values()) {
      map.put(action.bareName.toLowerCase(Locale.ROOT), action);
    }
    return map;
  }
}
