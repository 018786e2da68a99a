package gatehouse.doors.api.keystone;

import gatehouse.core.administration.UserTokens.Claim;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The request for a token.
 *
 * @param scope whether a project is the one that the token is wanted for; every one where none is
 *     named
 */
record AuthRequest(Proof proof, Predicate<ProjectId> scope) {
  /** The one domain there is. */
  static final String DOMAIN_ID = "default";

  /** What it is called. */
  static final String DOMAIN = "Default";

  /** By what it is asked for. */
  sealed interface Proof {
    /** A user and their password. */
    record Password(Claim claim, Secret password) implements Proof {}

    /** A token that is there already. */
    record Token(Secret value) implements Proof {}
  }

  /**
   * Reads one.
   *
   * @throws Refused where it is none that is understood
   */
  static AuthRequest of(JsonNode body) {
    Parts auth = Parts.of(body).need("auth");
    return new AuthRequest(proof(auth.need("identity")), scope(auth));
  }

  private static Proof proof(Parts identity) {
    return switch (method(identity)) {
      case "password" -> password(identity.need("password").need("user"));
      case "token" -> new Proof.Token(new Secret(identity.need("token").secret("id")));
      default ->
          throw new Refused(
              new Unauthenticated(
                  "Tokens are given here by one of the methods password and token."));
    };
  }

  private static String method(Parts identity) {
    List<String> methods = new ArrayList<>();
    JsonNode given = identity.member("methods").orElse(null);
    if (given != null && given.isArray()) {
      given.forEach(each -> methods.add(each.isString() ? each.asString() : ""));
    }
    if (methods.isEmpty() || methods.contains("")) {
      throw new Refused(new Invalid(identity.at("methods"), "a list of texts: [\"password\"]"));
    }
    return methods.size() == 1 ? methods.getFirst() : "several";
  }

  private static Proof password(Parts user) {
    Secret password = new Secret(user.secret("password"));
    Optional<String> id = user.text("id");
    if (id.isPresent()) {
      return new Proof.Password(new Claim.Identified(id.get()), password);
    }
    String name =
        user.text("name")
            .orElseThrow(() -> new Refused(new Invalid(user.at("name"), "required, or else id")));
    return new Proof.Password(
        isDefault(user.need("domain")) ? new Claim.Named(name) : new Claim.Stranger(name),
        password);
  }

  private static boolean isDefault(Parts domain) {
    Optional<String> id = domain.text("id");
    Optional<String> name = domain.text("name");
    if (id.isEmpty() && name.isEmpty()) {
      throw new Refused(new Invalid(domain.at("name"), "required, or else id"));
    }
    return id.map(DOMAIN_ID::equals)
        .orElseGet(() -> name.filter(DOMAIN::equalsIgnoreCase).isPresent());
  }

  private static Predicate<ProjectId> scope(Parts auth) {
    JsonNode given = auth.member("scope").orElse(null);
    if (given == null || (given.isString() && given.asString().equals("unscoped"))) {
      return project -> true;
    }
    Parts scope = auth.need("scope");
    if (scope.size() != 1) {
      throw new Refused(new Invalid("auth.scope", "one project"));
    }
    if (scope.member("unscoped").isPresent()) {
      return project -> true;
    }
    Optional<Parts> wanted = scope.find("project");
    if (wanted.isEmpty()) {
      throw new Refused(
          new Unauthenticated("Tokens are for a project here, not for a domain or a system."));
    }
    return project(wanted.get());
  }

  private static Predicate<ProjectId> project(Parts wanted) {
    Optional<String> id = wanted.text("id");
    if (id.isPresent()) {
      return project -> project.value().equals(id.get());
    }
    String name =
        wanted
            .text("name")
            .orElseThrow(() -> new Refused(new Invalid("auth.scope.project.id", "required")));
    boolean here = isDefault(wanted.need("domain"));
    return project -> here && ProjectNames.of(project.value()).equals(name);
  }
}
