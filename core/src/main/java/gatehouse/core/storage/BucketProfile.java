package gatehouse.core.storage;

import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.Statement.Effect;
import java.util.List;

/** The model's ready-made rights on one bucket. */
public enum BucketProfile {
  ADMIN("admin", Effect.ALLOW, "s3:*"),
  READ_WRITE(
      "readWrite",
      Effect.ALLOW,
      "s3:GetObject* s3:PutObject s3:DeleteObject s3:AbortMultipartUpload"
          + " s3:ListMultipartUploadParts s3:ListBucket s3:ListBucketMultipartUploads"
          + " s3:GetBucketLocation"),
  READ_ONLY("readOnly", Effect.ALLOW, "s3:GetObject* s3:ListBucket s3:GetBucketLocation"),
  DENY("deny", Effect.DENY, "s3:*");

  private final String wireName;
  private final Effect effect;
  private final String actions;

  BucketProfile(String wireName, Effect effect, String actions) {
    this.wireName = wireName;
    this.effect = effect;
    this.actions = actions;
  }

  /**
   * The profile of a name on the wire.
   *
   * @throws Refused with {@link Invalid} for any other
   */
  public static BucketProfile named(String name) {
    for (BucketProfile profile : values()) {
      if (profile.wireName.equals(name)) {
        return profile;
      }
    }
    throw new Refused(new Invalid("roleName", "admin, readWrite, readOnly or deny"));
  }

  List<Statement> statements(String sid, BucketName bucket, String key) {
    String arn = "arn:aws:s3:::" + bucket;
    List<String> resources =
        key.isEmpty() ? List.of(arn, arn + "/*") : List.of(arn, arn + "/" + key);
    if (!key.isEmpty() && effect == Effect.DENY) {
      resources = List.of(arn + "/" + key);
    }
    return List.of(new Statement(sid, effect, List.of(actions.split(" ")), resources, List.of()));
  }
}
