package gatehouse.doors.api.keystone;

import gatehouse.core.administration.UserToken;
import gatehouse.core.administration.UserTokens;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import java.time.InstantSource;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code /v3/auth/tokens}: given for a password, looked at, and ended. */
public final class TokensResource implements Resource {
  private static final String PATH = "/v3/auth/tokens";
  private static final String SUBJECT = "X-Subject-Token";

  private final UserTokens tokens;
  private final Catalog catalog;
  private final InstantSource clock;

  public TokensResource(UserTokens tokens, Catalog catalog, InstantSource clock) {
    this.tokens = tokens;
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    var token = new Guard.ByUserToken();
    routes.add("POST", PATH, new Guard.Open(), this::give);
    routes.add("GET", PATH, token, this::look);
    routes.add("DELETE", PATH, token, this::end);
  }

  private Reply give(Call call) {
    AuthRequest request = AuthRequest.of(call.body(JsonNode.class));
    UserToken given =
        switch (request.proof()) {
          case AuthRequest.Proof.Password(var claim, var password) ->
              tokens.draw(claim, password, request.scope(), call.address(), call.agent());
          case AuthRequest.Proof.Token(var value) -> tokens.again(value, request.scope());
        };
    return answer(call, given).status(201);
  }

  private Reply look(Call call) {
    return answer(call, tokens.read(call.actor(), subject(call)));
  }

  private Reply end(Call call) {
    tokens.end(call.actor(), subject(call));
    return Reply.noContent();
  }

  private Reply answer(Call call, UserToken token) {
    boolean bare = call.query("nocatalog").isPresent();
    return Reply.json(
            KeystoneShapes.token(
                token,
                bare
                    ? null
                    : catalog.bodies(KeystoneShapes.base(call), token.owner().user().project()),
                clock.instant()))
        .header(SUBJECT, token.value().value())
        .header("Vary", "X-Auth-Token");
  }

  private static Secret subject(Call call) {
    List<String> given = call.headers(SUBJECT);
    if (given.size() != 1 || given.getFirst().isBlank()) {
      throw new Refused(new Invalid(SUBJECT, "the token that is meant, once"));
    }
    return new Secret(given.getFirst().strip());
  }
}
