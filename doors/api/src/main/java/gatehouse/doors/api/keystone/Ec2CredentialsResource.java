package gatehouse.doors.api.keystone;

import gatehouse.core.access.Credential;
import gatehouse.core.administration.IssuedS3Key;
import gatehouse.core.administration.S3Keys;
import gatehouse.core.administration.UserTokens;
import gatehouse.core.administration.Users;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.User;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.keystone.Ec2Bodies;
import gatehouse.doors.wire.keystone.LinksBody;
import gatehouse.doors.wire.keystone.SelfLink;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code /v3/users/{userId}/credentials/OS-EC2}: the S3 key pairs of a user, the same as those of
 * the {@code /1.0} API.
 */
public final class Ec2CredentialsResource implements Resource {
  private static final String ALL = "/v3/users/{userId}/credentials/OS-EC2";
  private static final String ONE = ALL + "/{access}";

  private final UserTokens tokens;
  private final Users users;
  private final S3Keys keys;

  public Ec2CredentialsResource(UserTokens tokens, Users users, S3Keys keys) {
    this.tokens = tokens;
    this.users = users;
    this.keys = keys;
  }

  @Override
  public void mount(Routes routes) {
    // Users manage their own keys: the use cases tell them from those who manage everybody's.
    var token = new Guard.ByUserToken();
    routes.add("GET", ALL, token, this::list);
    routes.add("POST", ALL, token, this::create);
    routes.add("GET", ONE, token, this::show);
    routes.add("DELETE", ONE, token, this::delete);
  }

  private User owner(Call call) {
    User self = tokens.owner(call.caller()).user();
    String wanted = call.path("userId", text -> text);
    return wanted.equals(self.openstackId())
        ? self
        : users.get(call.actor(), self.project(), wanted).user();
  }

  private static String access(Call call) {
    return call.path("access", text -> text);
  }

  /** As everywhere, a list shows no secrets. */
  private Reply list(Call call) {
    User owner = owner(call);
    return Reply.json(
        new Ec2Bodies.Several(
            keys.list(call.actor(), owner.project(), owner.id()).stream()
                .map(key -> body(call, owner, key, null))
                .toList(),
            LinksBody.all(KeystoneShapes.base(call) + call.rawPath())));
  }

  private Reply create(Call call) {
    User owner = owner(call);
    String project =
        Parts.of(call.body(JsonNode.class))
            .text("tenant_id")
            .orElseThrow(() -> new Refused(new Invalid("tenant_id", "required")));
    if (!project.equals(owner.project().value())) {
      throw new Refused(
          new Forbidden(
              "", "S3 keys are good for their user's own project, " + owner.project() + "."));
    }
    IssuedS3Key made = keys.create(call.actor(), owner.project(), owner.id());
    return one(call, owner, made).status(201);
  }

  /** Showing the secret again is written down, as in the {@code /1.0} API. */
  private Reply show(Call call) {
    User owner = owner(call);
    return one(call, owner, keys.secret(call.actor(), owner.project(), owner.id(), access(call)));
  }

  private Reply delete(Call call) {
    User owner = owner(call);
    keys.delete(call.actor(), owner.project(), owner.id(), access(call));
    return Reply.noContent();
  }

  private static Reply one(Call call, User owner, IssuedS3Key key) {
    return Reply.json(new Ec2Bodies.One(body(call, owner, key.key(), key.secret())));
  }

  private static Ec2Bodies.Credential body(
      Call call, User owner, Credential key, @Nullable Secret secret) {
    return new Ec2Bodies.Credential(
        key.name(),
        secret == null ? null : secret.value(),
        owner.openstackId(),
        owner.project().value(),
        null,
        new SelfLink(
            KeystoneShapes.base(call)
                + "/v3/users/"
                + owner.openstackId()
                + "/credentials/OS-EC2/"
                + key.name()));
  }
}
