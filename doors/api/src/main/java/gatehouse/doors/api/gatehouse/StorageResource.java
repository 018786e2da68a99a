package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.AddressRange;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Explanation;
import gatehouse.core.access.Permission;
import gatehouse.core.administration.IssuedS3Key;
import gatehouse.core.administration.Policies;
import gatehouse.core.administration.S3Keys;
import gatehouse.core.administration.Users;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.BucketName;
import gatehouse.core.storage.ObjectKey;
import gatehouse.core.storage.S3Action;
import gatehouse.core.storage.StorageRequest;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.ExplanationBody;
import gatehouse.doors.wire.gatehouse.PolicyBody;
import gatehouse.doors.wire.gatehouse.ReceiptAnswer;
import gatehouse.doors.wire.gatehouse.S3KeyBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** S3 keys and policies of users, with receipts; and whether a policy lets something pass. */
public final class StorageResource implements Resource {
  private static final String USER = "/v1/gatehouse/project/{project}/user/{user}";
  private static final String KEYS = USER + "/s3-key";
  private static final String POLICY = USER + "/policy";

  private final UserPath userPath;
  private final S3Keys keys;
  private final Policies policies;

  public StorageResource(Users users, S3Keys keys, Policies policies) {
    this.userPath = new UserPath(users);
    this.keys = keys;
    this.policies = policies;
  }

  @Override
  public void mount(Routes routes) {
    // Users manage their own keys: the use cases tell them from those who manage everybody's.
    var signedIn = new Guard.SignedIn();
    routes.add("GET", KEYS, signedIn, this::list);
    routes.add("POST", KEYS, signedIn, this::create);
    routes.add("POST", KEYS + "/{access}/secret", signedIn, this::secret);
    routes.add("DELETE", KEYS + "/{access}", signedIn, this::delete);
    routes.add("GET", POLICY, signedIn, this::policy);
    routes.add("PUT", POLICY, new Guard.Needs(Permission.USER_MANAGE), this::setPolicy);
    routes.add("GET", POLICY + "/test", signedIn, this::test);
  }

  private Reply list(Call call) {
    List<Credential> all = keys.list(call.actor(), call.project(), user(call));
    Map<UUID, Instant> uses =
        keys.lastUses(all.stream().map(Credential::id).collect(Collectors.toSet()));
    return Reply.json(all.stream().map(key -> body(key, uses.get(key.id()), null)).toList());
  }

  private Reply create(Call call) {
    return issued(keys.create(call.actor(), call.project(), user(call)));
  }

  private Reply secret(Call call) {
    return issued(keys.secret(call.actor(), call.project(), user(call), access(call)));
  }

  private Reply delete(Call call) {
    return Reply.json(
        new ReceiptAnswer(
            Shapes.receipt(keys.delete(call.actor(), call.project(), user(call), access(call)))));
  }

  private Reply policy(Call call) {
    return Reply.json(new PolicyBody(policies.get(call.actor(), call.project(), user(call))));
  }

  private Reply setPolicy(Call call) {
    String document = call.strictBody(PolicyBody.class).policy();
    return Reply.json(
        new ReceiptAnswer(
            Shapes.receipt(policies.set(call.actor(), call.project(), user(call), document))));
  }

  private Reply test(Call call) {
    Explanation explanation =
        policies.explain(call.actor(), call.project(), user(call), request(call));
    return Reply.json(
        new ExplanationBody(
            explanation.allowed(), explanation.sentence(), explanation.change(), List.of()));
  }

  private static StorageRequest request(Call call) {
    S3Action action =
        S3Action.named(call.query("action").orElse(""))
            .orElseThrow(
                () -> new Refused(new Invalid("action", "an action, such as s3:GetObject")));
    String address = call.query("address").filter(text -> !text.isEmpty()).orElseGet(call::address);
    if (AddressRange.bytes(address).length == 0) {
      throw new Refused(new Invalid("address", "an address, as 192.0.2.1 or 2001:db8::1"));
    }
    String bucket = call.query("bucket").orElse("");
    String key = call.query("key").orElse("");
    return switch (action.scope()) {
      case ALL_BUCKETS -> new StorageRequest(action, "", "", address);
      case BUCKET -> new StorageRequest(action, new BucketName(bucket).value(), "", address);
      case OBJECT ->
          new StorageRequest(
              action, new BucketName(bucket).value(), new ObjectKey(key).value(), address);
    };
  }

  private UserId user(Call call) {
    return userPath.id(call);
  }

  private static String access(Call call) {
    return call.path("access", text -> text);
  }

  private static Reply issued(IssuedS3Key pair) {
    return Reply.json(body(pair.key(), null, pair.secret()));
  }

  private static S3KeyBody body(
      Credential key, @Nullable Instant lastUsed, @Nullable Secret secret) {
    return new S3KeyBody(
        key.name(), key.createdAt(), lastUsed, secret == null ? null : secret.value());
  }
}
