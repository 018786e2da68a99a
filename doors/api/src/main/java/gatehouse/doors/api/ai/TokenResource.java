package gatehouse.doors.api.ai;

import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.RoleName;
import gatehouse.core.access.Selector;
import gatehouse.core.administration.IssuedToken;
import gatehouse.core.administration.NewToken;
import gatehouse.core.administration.Tokens;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard.Needs;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.ai.TokenAnswer;
import gatehouse.doors.wire.ai.TokenSpecAnswer;
import gatehouse.doors.wire.ai.TokenStatusAnswer;
import gatehouse.doors.wire.ai.TokenWish;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /v1/token}: application tokens. A value is in an answer once. */
public final class TokenResource implements Resource {
  private final Tokens tokens;

  public TokenResource(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void mount(Routes routes) {
    var read = new Needs(Permission.TOKEN_READ);
    var manage = new Needs(Permission.TOKEN_MANAGE);
    routes.add("GET", "/v1/token", read, this::list);
    routes.add("POST", "/v1/token", manage, this::create);
    routes.add("GET", "/v1/token/{id}", read, this::get);
    routes.add("DELETE", "/v1/token/{id}", manage, this::delete);
    routes.add("POST", "/v1/token/{id}/renew", manage, this::renew);
  }

  private Reply list(Call call) {
    Paging paging = Paging.of(call);
    var page = tokens.list(Models.actor(call), call.project(), paging.offset(), paging.size());
    var items = page.items().stream().map(token -> answer(token, null)).toList();
    return Reply.json(paging.answer(call, items, page.total()));
  }

  private Reply create(Call call) {
    TokenWish wish = call.body(TokenWish.class);
    String selector = wish.labelSelector();
    IssuedToken issued =
        tokens.create(
            Models.actor(call),
            call.project(),
            new NewToken(
                required(wish.name(), "name"),
                role(required(wish.role(), "role")),
                selector == null ? Selector.ALL : Selector.parse(selector),
                wish.expiresAt()));
    return Reply.json(answer(issued.token(), issued.value()));
  }

  private Reply get(Call call) {
    return Reply.json(answer(tokens.get(Models.actor(call), call.project(), id(call)), null));
  }

  private Reply delete(Call call) {
    tokens.delete(Models.actor(call), call.project(), id(call));
    return Reply.noContent();
  }

  private Reply renew(Call call) {
    IssuedToken renewed = tokens.renew(Models.actor(call), call.project(), id(call));
    return Reply.json(answer(renewed.token(), renewed.value()));
  }

  private static TokenAnswer answer(Credential token, @Nullable Secret value) {
    return new TokenAnswer(
        token.id().toString(),
        token.createdAt(),
        token.updatedAt(),
        new TokenSpecAnswer(
            token.name(),
            token.role() == null ? "" : token.role().value(),
            token.selector().isAll() ? null : token.selector().toString(),
            token.expiresAt()),
        new TokenStatusAnswer(value == null ? null : value.value(), token.version()));
  }

  /** The names of the older API are still taken. */
  private static RoleName role(String name) {
    return switch (name) {
      case "operator" -> RoleName.AI_TRAINING_OPERATOR;
      case "read" -> RoleName.AI_TRAINING_READ;
      default -> new RoleName(name);
    };
  }

  private static String required(@Nullable String text, String field) {
    if (text == null) {
      throw new Refused(new Invalid(field, "there"));
    }
    return text;
  }

  private static UUID id(Call call) {
    return call.path(
        "id",
        text -> {
          try {
            return UUID.fromString(text);
          } catch (IllegalArgumentException e) {
            throw new Refused(new Invalid("id", "a UUID"));
          }
        });
  }
}
