package gatehouse.doors.api.gatehouse;

import gatehouse.core.access.Actions;
import gatehouse.core.access.BuiltInRoles;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Tokens;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.gatehouse.TokenBody;
import gatehouse.doors.wire.gatehouse.TokenPage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Application tokens with owner, last use and what the caller may do with them. They are made,
 * renewed and ended by the routes of the model.
 */
public final class TokensResource implements Resource {
  private final Tokens tokens;
  private final AdministrationStore store;
  private final PrincipalView view;
  private final InstantSource clock;

  /**
   * @param view says whose a token is
   */
  public TokensResource(
      Tokens tokens, AdministrationStore store, PrincipalView view, InstantSource clock) {
    this.tokens = tokens;
    this.store = store;
    this.view = view;
    this.clock = clock;
  }

  @Override
  public void mount(Routes routes) {
    routes.add(
        "GET",
        "/v1/gatehouse/project/{project}/token",
        new Guard.Needs(Permission.TOKEN_READ),
        this::list);
  }

  private Reply list(Call call) {
    int size = call.queryInt("size", 100, 1, 1000);
    int page = call.queryInt("page", 0, 0, 1_000_000);
    var found =
        tokens.list(
            call.actor(), call.project(), (int) Math.min(1L << 30, (long) page * size), size);
    Map<UUID, Instant> uses =
        store.lastUses(found.items().stream().map(Credential::id).collect(Collectors.toSet()));
    return Reply.json(
        new TokenPage(
            found.items().stream().map(token -> body(call, token, uses)).toList(), found.total()));
  }

  private TokenBody body(Call call, Credential token, Map<UUID, Instant> uses) {
    Instant now = clock.instant();
    boolean holds = token.holdsAt(now);
    return new TokenBody(
        token.id().toString(),
        token.name(),
        token.role() == null ? "" : token.role().value(),
        token.role() == null ? "" : BuiltInRoles.named(token.role()).label(),
        token.selector().isAll() ? null : token.selector().toString(),
        view.nameOf(token.subject()),
        isMine(call.caller(), token),
        holds ? "active" : "expired",
        inWords(token, holds),
        token.createdAt(),
        token.updatedAt(),
        uses.get(token.id()),
        token.expiresAt(),
        token.version(),
        ActionBodies.of(
            new Actions(call.caller(), now)
                .add("token.renew", Permission.TOKEN_MANAGE, project(call))
                .add("token.delete", Permission.TOKEN_MANAGE, project(call))
                .all()));
  }

  private static gatehouse.core.access.Resource project(Call call) {
    return gatehouse.core.access.Resource.of(call.project());
  }

  private static boolean isMine(Caller caller, Credential token) {
    Standing standing = caller.standingOrNull();
    return standing != null && standing.subject().equals(token.subject());
  }

  private static String inWords(Credential token, boolean holds) {
    if (token.expiresAt() == null) {
      return "active, without an end";
    }
    return (holds ? "active until " : "expired at ") + token.expiresAt();
  }
}
