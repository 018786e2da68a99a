package gatehouse.doors.api.cloud;

import gatehouse.core.administration.IssuedSession;
import gatehouse.core.administration.ServiceAccounts;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Fields;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Refusals;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.BearerBody;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /auth/oauth2/token}: where service accounts draw their bearers, as RFC 6749, 4.4 has it.
 * Its refusals say both what OAuth2 clients read and what those of the model do.
 */
public final class BearerResource implements Resource {
  private static final Set<String> SCOPES = Set.of("all", "account/all", "services/all");

  private final ServiceAccounts accounts;

  public BearerResource(ServiceAccounts accounts) {
    this.accounts = accounts;
  }

  private record Client(String id, Secret secret) {}

  @Override
  public void mount(Routes routes) {
    routes.add("POST", "/auth/oauth2/token", new Guard.Open(), this::draw);
  }

  private Reply draw(Call call) {
    if (!call.isForm()) {
      return refused("invalid_request", new Invalid("body", "a form: grant_type and scope"));
    }
    Fields form = call.form();
    for (String field : List.of("grant_type", "scope", "client_id", "client_secret")) {
      if (form.all(field).size() > 1) {
        return refused("invalid_request", new Invalid(field, "once"));
      }
    }
    if (!form.text("grant_type").equals("client_credentials")) {
      return refused(
          form.text("grant_type").isEmpty() ? "invalid_request" : "unsupported_grant_type",
          new Invalid("grant_type", "client_credentials"));
    }
    String scope = form.first("scope").filter(text -> !text.isBlank()).orElse("all");
    if (!SCOPES.containsAll(List.of(scope.strip().split(" +", -1)))) {
      return refused("invalid_scope", new Invalid("scope", "all, account/all or services/all"));
    }
    try {
      Client client = client(call, form);
      return issued(accounts.draw(client.id(), client.secret(), call.address()), scope);
    } catch (Refused e) {
      return switch (e.refusal()) {
        case Unauthenticated who ->
            refused("invalid_client", who)
                .header("WWW-Authenticate", "Basic realm=\"Gatehouse service accounts\"");
        case Invalid what -> refused("invalid_request", what);
        default -> throw e;
      };
    }
  }

  private static Reply issued(IssuedSession drawn, String scope) {
    return Reply.json(
            new BearerBody(
                drawn.value().value(),
                "Bearer",
                ServiceAccounts.GOOD_FOR.toSeconds() - 1,
                scope.strip()))
        .header("Pragma", "no-cache");
  }

  /** Told in the header or in the form; told twice is a sign of a mistake, and refused. */
  private static Client client(Call call, Fields form) {
    Optional<String> header = call.header("Authorization");
    boolean inForm = form.first("client_secret").isPresent();
    if (header.isPresent() && inForm) {
      throw new Refused(
          new Invalid("client_secret", "in the form or in the header Authorization, not in both"));
    }
    if (header.isPresent()) {
      return basic(header.get());
    }
    if (!inForm) {
      throw new Refused(
          new Unauthenticated("Say client_id and client_secret, as Basic or in the form."));
    }
    return new Client(form.text("client_id"), new Secret(form.text("client_secret")));
  }

  private static Client basic(String header) {
    if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
      try {
        byte[] bytes = Base64.getDecoder().decode(header.substring(6).strip());
        String text = new String(bytes, StandardCharsets.US_ASCII);
        int colon = text.indexOf(':');
        if (colon > 0) {
          return new Client(text.substring(0, colon), new Secret(text.substring(colon + 1)));
        }
      } catch (IllegalArgumentException e) {
        // Falls through to the one refusal below.
      }
    }
    throw new Refused(
        new Unauthenticated("Authorization is taken here as Basic: client id, colon, secret."));
  }

  private static Reply refused(String error, Refusal refusal) {
    var problem = Refusals.of(refusal);
    var body = new LinkedHashMap<>(problem.body());
    body.put("error", error);
    body.put("error_description", problem.message());
    return Reply.json(body).status(problem.status());
  }
}
