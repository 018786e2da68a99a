package gatehouse.doors.api.cloud;

import static gatehouse.doors.api.cloud.CloudRoutes.PROJECT;

import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.administration.IssuedS3Key;
import gatehouse.core.administration.Policies;
import gatehouse.core.administration.S3Keys;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.BucketProfile;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.BucketRoleBody;
import gatehouse.doors.wire.cloud.ContentBody;
import gatehouse.doors.wire.cloud.PolicyBody;
import gatehouse.doors.wire.cloud.S3Credentials;
import gatehouse.doors.wire.cloud.SecretBody;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code …/s3Credentials} and {@code …/policy}: what users need for object storage. */
public final class CloudStorageResource implements Resource {
  private static final String ONE = PROJECT + "/user/{userId}";
  private static final String KEYS = ONE + "/s3Credentials";
  private static final String BUCKET_ROLE =
      PROJECT + "/region/{regionName}/storage/{bucket}/policy/{userId}";

  private final S3Keys keys;
  private final Policies policies;
  private final StorageFiles files;

  public CloudStorageResource(S3Keys keys, Policies policies, StorageFiles files) {
    this.keys = keys;
    this.policies = policies;
    this.files = files;
  }

  @Override
  public void mount(Routes to) {
    var routes = new CloudRoutes(to);
    // Users manage their own keys: the use cases tell them from those who manage everybody's.
    var signedIn = new Guard.SignedIn();
    var manage = new Guard.Needs(Permission.USER_MANAGE);
    routes.add("GET", KEYS, signedIn, this::list);
    routes.add("POST", KEYS, signedIn, this::create);
    routes.add("GET", KEYS + "/{access}", signedIn, this::get);
    routes.add("DELETE", KEYS + "/{access}", signedIn, this::delete);
    routes.add("POST", KEYS + "/{access}/secret", signedIn, this::secret);
    routes.add("GET", ONE + "/policy", signedIn, this::policy);
    routes.add("POST", ONE + "/policy", manage, this::setPolicy);
    routes.add("POST", BUCKET_ROLE, manage, this::give);
    routes.add("GET", ONE + "/rclone", signedIn, this::rclone);
    routes.add("GET", ONE + "/configuration", signedIn, this::configuration);
  }

  private static UserId id(Call call) {
    return CloudUsersResource.id(call);
  }

  private static String access(Call call) {
    return call.path("access", text -> text);
  }

  private Reply list(Call call) {
    User owner = keys.owner(call.actor(), call.project(), id(call));
    return Reply.json(
        keys.list(call.actor(), call.project(), id(call)).stream()
            .map(key -> body(owner, key, null))
            .toList());
  }

  private Reply create(Call call) {
    User owner = keys.owner(call.actor(), call.project(), id(call));
    IssuedS3Key made = keys.create(call.actor(), call.project(), id(call));
    return Reply.json(body(owner, made.key(), made.secret()));
  }

  private Reply get(Call call) {
    User owner = keys.owner(call.actor(), call.project(), id(call));
    Credential key = keys.get(call.actor(), call.project(), id(call), access(call));
    return Reply.json(body(owner, key, null));
  }

  private Reply delete(Call call) {
    keys.delete(call.actor(), call.project(), id(call), access(call));
    return Reply.nothing();
  }

  private Reply secret(Call call) {
    Secret secret = keys.secret(call.actor(), call.project(), id(call), access(call)).secret();
    return Reply.json(new SecretBody(secret.value()));
  }

  private Reply policy(Call call) {
    return Reply.json(new PolicyBody(policies.get(call.actor(), call.project(), id(call))));
  }

  private Reply setPolicy(Call call) {
    String document = Shapes.required(call.body(PolicyBody.class).policy(), "policy");
    policies.set(call.actor(), call.project(), id(call), document);
    return Reply.nothing();
  }

  private Reply give(Call call) {
    BucketRoleBody body = call.body(BucketRoleBody.class);
    policies.give(
        call.actor(),
        call.project(),
        id(call),
        BucketProfile.named(Shapes.required(body.roleName(), "roleName")),
        call.path("bucket", BucketName::new),
        body.objectKey() == null ? "" : body.objectKey());
    return Reply.nothing();
  }

  private Reply rclone(Call call) {
    User owner = keys.owner(call.actor(), call.project(), id(call));
    String content =
        switch (call.query("service").orElse("storage-s3")) {
          case "storage-s3" -> files.rclone(owner.name().value(), newest(call));
          case "storage" -> files.rcloneSwift(owner, call.scheme() + "://" + call.host());
          default -> throw new Refused(new Invalid("service", "storage (Swift) or storage-s3"));
        };
    return Reply.json(new ContentBody(content));
  }

  private Reply configuration(Call call) {
    return Reply.json(new ContentBody(files.aws(newest(call))));
  }

  private Optional<IssuedS3Key> newest(Call call) {
    List<Credential> all = keys.list(call.actor(), call.project(), id(call));
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(keys.secret(call.actor(), call.project(), id(call), all.getLast().name()));
  }

  private static S3Credentials body(User owner, Credential key, @Nullable Secret secret) {
    return new S3Credentials(
        key.name(),
        owner.project().value(),
        owner.openstackId(),
        secret == null ? null : secret.value());
  }
}
