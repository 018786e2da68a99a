package gatehouse.doors.api.cloud;

import static gatehouse.doors.api.cloud.CloudRoutes.PROJECT;

import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.administration.IssuedToken;
import gatehouse.core.administration.NewToken;
import gatehouse.core.administration.Tokens;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.AiToken;
import gatehouse.doors.wire.cloud.NewAiToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /cloud/project/{serviceName}/ai/token}: application tokens, by their other name. */
public final class AiTokensResource implements Resource {
  private static final String ALL = PROJECT + "/ai/token";
  private static final String ONE = ALL + "/{id}";
  private static final int MOST = 1000;

  private final Tokens tokens;
  private final String region;

  /**
   * @param region the name of this installation where clients want a region
   */
  public AiTokensResource(Tokens tokens, String region) {
    this.tokens = tokens;
    this.region = region;
  }

  @Override
  public void mount(Routes to) {
    var routes = new CloudRoutes(to);
    var read = new Guard.Needs(Permission.TOKEN_READ);
    var manage = new Guard.Needs(Permission.TOKEN_MANAGE);
    routes.add("GET", ALL, read, this::list);
    routes.add("POST", ALL, manage, this::create);
    routes.add("GET", ONE, read, this::get);
    routes.add("DELETE", ONE, manage, this::delete);
    routes.add("POST", ONE + "/renew", manage, this::renew);
  }

  private Reply list(Call call) {
    return Reply.json(
        tokens.list(call.actor(), call.project(), 0, MOST).items().stream()
            .map(token -> body(token, null))
            .toList());
  }

  private Reply create(Call call) {
    var body = call.body(NewAiToken.class);
    String selector = body.labelSelector();
    var wish =
        new NewToken(
            Shapes.required(body.name(), "name"),
            new RoleName(Shapes.required(body.role(), "role")),
            selector == null ? Selector.ALL : Selector.parse(selector),
            null);
    return issued(tokens.create(call.actor(), call.project(), wish));
  }

  private Reply get(Call call) {
    return Reply.json(body(tokens.get(call.actor(), call.project(), id(call)), null));
  }

  private Reply delete(Call call) {
    tokens.delete(call.actor(), call.project(), id(call));
    return Reply.nothing();
  }

  private Reply renew(Call call) {
    return issued(tokens.renew(call.actor(), call.project(), id(call)));
  }

  private Reply issued(IssuedToken issued) {
    return Reply.json(body(issued.token(), issued.value()));
  }

  private static UUID id(Call call) {
    return call.path("id", AiTokensResource::uuid);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new Refused(new NotFound("token", text));
    }
  }

  private AiToken body(Credential token, @Nullable Secret value) {
    RoleName role = token.role();
    return new AiToken(
        token.id().toString(),
        Shapes.date(token.createdAt()),
        Shapes.date(token.updatedAt()),
        new AiToken.Spec(
            token.name(),
            role == null ? "" : role.value(),
            token.selector().isAll() ? null : token.selector().toString(),
            region),
        new AiToken.Status(value == null ? null : value.value(), token.version()));
  }
}
