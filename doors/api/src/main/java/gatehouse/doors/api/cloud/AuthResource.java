package gatehouse.doors.api.cloud;

import gatehouse.core.access.AccessRule;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Applications;
import gatehouse.core.administration.ServiceAccounts;
import gatehouse.core.administration.Sessions;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import gatehouse.doors.web.Call;
import gatehouse.doors.web.Guard;
import gatehouse.doors.web.Reply;
import gatehouse.doors.web.Resource;
import gatehouse.doors.web.Routes;
import gatehouse.doors.wire.cloud.AccessRuleBody;
import gatehouse.doors.wire.cloud.AuthDetails;
import gatehouse.doors.wire.cloud.CredentialPending;
import gatehouse.doors.wire.cloud.CredentialRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /auth}: the clock that signatures go by, consumer keys, and who one is. */
public final class AuthResource implements Resource {
  private static final int LONGEST_REDIRECTION = 2000;

  private final Applications applications;
  private final ServiceAccounts serviceAccounts;
  private final Sessions sessions;
  private final ApiCredentials credentials;
  private final InstantSource clock;

  public AuthResource(
      Applications applications,
      ServiceAccounts serviceAccounts,
      Sessions sessions,
      ApiCredentials credentials,
      InstantSource clock) {
    this.applications = applications;
    this.serviceAccounts = serviceAccounts;
    this.sessions = sessions;
    this.credentials = credentials;
    this.clock = clock;
  }

  @Override
  public void mount(Routes to) {
    var routes = new CloudRoutes(to);
    var signedIn = new Guard.SignedIn();
    routes.add(
        "GET", "/auth/time", new Guard.Always(), c -> Reply.json(clock.instant().getEpochSecond()));
    routes.add("POST", "/auth/credential", new Guard.Open(), this::request);
    routes.add("GET", "/auth/currentCredential", signedIn, this::current);
    routes.add("GET", "/auth/details", signedIn, this::details);
    routes.add("POST", "/auth/logout", signedIn, this::logout);
  }

  private Reply request(Call call) {
    var body = call.body(CredentialRequest.class);
    var rules =
        Shapes.required(body.accessRules(), "accessRules").stream()
            .map(AuthResource::rule)
            .toList();
    var pending =
        applications.request(
            call.header("X-Ovh-Application").orElse(""),
            rules,
            Shapes.ranges(body.allowedIPs()),
            redirection(body.redirection()));
    return Reply.json(
        new CredentialPending(
            pending.consumerKey().value(),
            "pendingValidation",
            call.scheme()
                + "://"
                + call.host()
                + "/auth/?credentialToken="
                + pending.validation().value()));
  }

  private static AccessRule rule(@Nullable AccessRuleBody body) {
    AccessRuleBody given = Shapes.required(body, "accessRules");
    return new AccessRule(
        Shapes.required(given.method(), "accessRules.method"),
        Shapes.required(given.path(), "accessRules.path"));
  }

  private static @Nullable String redirection(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      URI uri = URI.create(text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && text.length() <= LONGEST_REDIRECTION) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one refusal below.
    }
    throw new Refused(new Invalid("redirection", "an http or https address"));
  }

  private Reply current(Call call) {
    return Reply.json(credentials.body(credential(call)));
  }

  private Reply details(Call call) {
    Standing standing = standing(call.caller());
    Credential credential = credential(call);
    String name = standing.name().value();
    boolean bound = credential.kind() == Credential.Kind.CONSUMER_KEY;
    return Reply.json(
        new AuthDetails(
            standing.isAccount() ? name : String.valueOf(standing.project()),
            standing.isAccount() ? null : name,
            standing.isAccount() ? "account" : "user",
            null,
            credential.role() != null
                ? List.of(credential.role().value())
                : standing.grants().stream()
                    .filter(grant -> grant.holdsAt(clock.instant()))
                    .map(grant -> grant.role().name().value())
                    .toList(),
            List.of(identity(standing, credential)),
            bound ? Shapes.rules(credential.rules()) : Shapes.everyCall()));
  }

  private String identity(Standing standing, Credential credential) {
    String name = standing.name().value();
    return serviceAccounts
        .clientOf(credential)
        .map(client -> ServiceAccountsResource.identity(name, client))
        .orElse("urn:v1:eu:identity:" + (standing.isAccount() ? "account:" : "user:") + name);
  }

  /** Ends what the call is made with; a password has nothing to be ended. */
  private Reply logout(Call call) {
    Credential credential = credential(call);
    switch (credential.kind()) {
      case CONSUMER_KEY -> applications.endKey(call.actor(), credential.id());
      case PANEL_SESSION, CLI_SESSION, USER_TOKEN, WORKLOAD_SESSION ->
          sessions.signOut(call.actor());
      case TOKEN, PASSWORD, S3_KEY, WORKLOAD, SSH_KEY, SERVICE_ACCOUNT, SERVICE_TOKEN ->
          throw new Refused(
              new Invalid("credential", "a session or consumer key; this one is not ended here"));
    }
    return Reply.nothing();
  }

  static Standing standing(Caller caller) {
    Standing standing = caller.standingOrNull();
    if (standing == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    return standing;
  }

  private static Credential credential(Call call) {
    Credential credential = call.caller().credentialOrNull();
    if (credential == null) {
      throw new Refused(new Unauthenticated("Sign in first."));
    }
    return credential;
  }
}
