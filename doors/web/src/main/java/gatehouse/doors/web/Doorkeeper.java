package gatehouse.doors.web;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Caller.Nobody;
import gatehouse.core.access.Credential;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.Presented;
import gatehouse.core.access.Resource;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.SignedCall;
import gatehouse.core.administration.SignedCalls;
import gatehouse.core.administration.Uses;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Stands in front of every route: who calls, were they made to by another site, may they in. */
public final class Doorkeeper {
  /** Below {@code /v1} stand other APIs too; these two are the one that rules speak of. */
  private static final List<String> PREFIXES = List.of("/1.0/", "/v1/cloud/", "/v1/auth/", "/v2/");

  private static final String USER_TOKEN = "X-Auth-Token";

  private final SignIn signIn;
  private final SignedCalls signatures;
  private final NodeLease lease;
  private final CallProjects projects;
  private final Uses uses;
  private final InstantSource clock;
  private final List<URI> publicAddresses;

  /**
   * @param publicAddresses where clients may believe this server to be, as {@code
   *     https://api.example.org}
   */
  public Doorkeeper(
      SignIn signIn,
      SignedCalls signatures,
      NodeLease lease,
      CallProjects projects,
      Uses uses,
      InstantSource clock,
      List<URI> publicAddresses) {
    this.signIn = signIn;
    this.signatures = signatures;
    this.lease = lease;
    this.projects = projects;
    this.uses = uses;
    this.clock = clock;
    this.publicAddresses = List.copyOf(publicAddresses);
  }

  /** Lets a call pass a guard, or refuses it. */
  void admit(Call call, Guard guard) {
    if (!(guard instanceof Guard.Always)) {
      lease.require();
    }
    switch (guard) {
      case Guard.Always always -> {}
      case Guard.Open open -> {}
      case Guard.SignedIn signedIn -> Access.requireSignedIn(call.caller(), clock.instant());
      case Guard.ByUserToken token -> {
        call.is(byUserToken(call));
        Access.requireSignedIn(call.caller(), clock.instant());
      }
      case Guard.Needs needs -> {
        Access.requireSignedIn(call.caller(), clock.instant());
        Access.require(call.caller(), needs.permission(), resource(call, needs), clock.instant());
      }
    }
  }

  private static Resource resource(Call call, Guard.Needs needs) {
    return switch (needs.scope()) {
      case PROJECT -> Resource.of(call.project());
      case INSTALLATION -> Resource.INSTALLATION;
    };
  }

  CallProjects projects() {
    return projects;
  }

  /** Whom a call is from; nobody where it presents nothing. */
  Caller identify(Call call) {
    lease.require();
    return used(presenting(call));
  }

  private Caller byUserToken(Call call) {
    List<String> tokens = call.headers(USER_TOKEN);
    if (tokens.size() != 1) {
      throw new Refused(
          new Unauthenticated(
              "Send a token in " + USER_TOKEN + ": POST /v3/auth/tokens gives one."));
    }
    var presented = new Presented.UserToken(new Secret(tokens.getFirst().strip()));
    return used(signIn.authenticate(presented, call.address()));
  }

  private Caller used(Caller caller) {
    Credential credential = caller.credentialOrNull();
    if (credential != null && credential.kind() != Credential.Kind.PASSWORD) {
      uses.used(credential.id(), clock.instant());
    }
    return caller;
  }

  private Caller presenting(Call call) {
    if (call.header("X-Ovh-Signature").isPresent()) {
      return signatures.caller(signed(call));
    }
    Optional<String> authorization = call.header("Authorization");
    if (authorization.isPresent()) {
      Presented presented = presented(authorization.get());
      if (presented instanceof Presented.Basic && !call.changesNothing()) {
        requireSameOrigin(call); // A browser that knows a password sends it for any page.
      }
      return signIn.authenticate(presented, call.address());
    }
    Optional<Secret> session = call.panelSession();
    if (session.isEmpty()) {
      return new Nobody();
    }
    var cookie = new Presented.Cookie(Credential.Kind.PANEL_SESSION, session.get());
    Caller caller = signIn.authenticate(cookie, call.address());
    requireOwnPage(call, session.get());
    return caller;
  }

  private static void requireOwnPage(Call call, Secret session) {
    if (call.changesNothing()) {
      return;
    }
    requireSameOrigin(call);
    if (!call.isSocket()) {
      requireProof(call, session);
    }
  }

  /**
   * Refuses a reading that does something, where a page of another site may have made a browser
   * send it: a link is enough for that.
   */
  static void requireIntended(Call call) {
    requireSameOrigin(call);
    boolean byCookie =
        call.header("X-Ovh-Signature").isEmpty() && call.header("Authorization").isEmpty();
    if (byCookie) {
      call.panelSession().ifPresent(session -> requireProof(call, session));
    }
  }

  private static void requireProof(Call call, Secret session) {
    String proof =
        call.header(PanelSession.CSRF_HEADER)
            .orElseGet(() -> call.isForm() ? call.form().text(PanelSession.CSRF_FIELD) : "");
    if (!PanelSession.proves(session, proof)) {
      throw new Refused(
          new Forbidden(
              "",
              "This request carries a cookie but not the page's own proof ("
                  + PanelSession.CSRF_HEADER
                  + "). Reload the page and try again."));
    }
  }

  /** Refuses what a browser sends for another site's page; programs say nothing of the kind. */
  static void requireSameOrigin(Call call) {
    String site = call.header("Sec-Fetch-Site").orElse("same-origin");
    boolean own = site.equals("same-origin") || site.equals("none");
    List<String> origins = call.headers("Origin");
    boolean ownOrigin =
        origins.isEmpty()
            || (origins.size() == 1
                && origins.getFirst().equalsIgnoreCase(call.scheme() + "://" + call.host()));
    if (!own || !ownOrigin) {
      throw new Refused(new Forbidden("", "This request was made by a page of another site."));
    }
  }

  private static Presented presented(String authorization) {
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? authorization : authorization.substring(0, space);
    String rest = space < 0 ? "" : authorization.substring(space + 1).strip();
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "bearer" -> new Presented.Bearer(new Secret(rest));
      case "basic" -> basic(rest);
      default ->
          throw new Refused(
              new Unauthenticated("Authorization is taken as Bearer (a token) or Basic."));
    };
  }

  private static Presented basic(String encoded) {
    try {
      String text = Limits.utf8(Base64.getDecoder().decode(encoded), "Authorization");
      int colon = text.indexOf(':');
      if (colon > 0) {
        return new Presented.Basic(text.substring(0, colon), new Secret(text.substring(colon + 1)));
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one refusal below.
    }
    throw new Refused(
        new Unauthenticated("Basic takes the user name, a colon and the password in base64."));
  }

  private SignedCall signed(Call call) {
    return new SignedCall(
        call.header("X-Ovh-Application").orElse(""),
        call.header("X-Ovh-Consumer").orElse(""),
        call.method(),
        urls(call.host(), call.rawTarget()),
        belowPrefix(call.rawPath()),
        Limits.utf8(call.rawBody(), "body"),
        call.header("X-Ovh-Timestamp").orElse(""),
        call.address(),
        call.header("X-Ovh-Signature").orElse(""));
  }

  private List<String> urls(String host, String target) {
    Set<String> bases = new LinkedHashSet<>();
    for (String name : List.of(host, withoutPort(host))) {
      bases.add("http://" + name);
      bases.add("https://" + name);
    }
    publicAddresses.forEach(address -> bases.add(address.toString().replaceAll("/+$", "")));
    List<String> urls = new ArrayList<>();
    bases.forEach(base -> urls.add(base + target));
    return urls;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
  }

  /**
   * Rules are written without the version in front. What is no part of the API they speak of keeps
   * it, so that a rule for {@code /me} opens nothing else of that name.
   */
  static String belowPrefix(String path) {
    for (String prefix : PREFIXES) {
      if (path.startsWith(prefix)) {
        return path.substring(path.indexOf('/', 1));
      }
    }
    return path;
  }
}
