package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Receipt;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.Fingerprint;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Secret;
import gatehouse.core.identity.UserName;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that act as a user for a day, as clients of OpenStack want them: drawn by password, at
 * most 60 a minute and user. They are sessions like any other, and end like them. Accounts have
 * none: they belong to no project.
 */
public final class UserTokens {
  private static final int LONGEST_NAME = 200;

  /** No name begins like this, so that whoever is not found is proven nothing, at the same cost. */
  private static final String NOBODY = "?";

  private final AdministrationStore store;
  private final Sessions sessions;
  private final PrincipalView view;
  private final InstantSource clock;
  private final TokenPace pace;

  public UserTokens(
      AdministrationStore store, Sessions sessions, PrincipalView view, InstantSource clock) {
    this.store = store;
    this.sessions = sessions;
    this.view = view;
    this.clock = clock;
    this.pace = new TokenPace(clock);
  }

  /** Who wants a token. */
  public sealed interface Claim {
    /** The user of a name. */
    record Named(String name) implements Claim {}

    /** The user whom clients of OpenStack know by an id. */
    record Identified(String openstackId) implements Claim {}

    /** Nobody: somebody of a domain that is not here. */
    record Stranger(String name) implements Claim {}
  }

  /**
   * Opens a token by password.
   *
   * @param scope whether the user's project is the one that the token is wanted for
   * @param agent what asked, to be recognised in the list of sessions
   * @throws Refused where user or password are wrong, which is not told apart; and once the
   *     password is proven: where the user is suspended or has ended, the project is another's, or
   *     it would be one token too many
   */
  public UserToken draw(
      Claim claim, Secret password, Predicate<ProjectId> scope, String address, String agent) {
    Optional<UserWithRoles> owner = find(claim);
    String name = owner.map(user -> user.user().name().value()).orElseGet(() -> nobody(claim));
    IssuedSession session =
        sessions.signIn(
            name,
            password,
            Credential.Kind.USER_TOKEN,
            address,
            agent,
            standing -> {
              requireScope(standing, scope);
              pace.take(standing.subject());
            });
    return new UserToken(owner(session.caller()), session.session(), session.value());
  }

  /**
   * A token for a token: the same one, for a user has one project. A copy would outlive the end of
   * the first.
   *
   * @throws Refused with {@link Unauthenticated} where it is none (any more)
   */
  public UserToken again(Secret value, Predicate<ProjectId> scope) {
    Caller caller =
        find(value)
            .orElseThrow(
                () ->
                    new Refused(
                        new Unauthenticated("This token is not known (any more): sign in again.")));
    Standing standing = caller.standingOrNull();
    if (standing != null) {
      requireScope(standing, scope);
    }
    return new UserToken(owner(caller), credential(caller), value);
  }

  /**
   * A token that is there, for whoever may see the sessions of its owner; everybody may see their
   * own.
   *
   * @throws Refused with {@link NotFound} where it is none (any more)
   */
  public UserToken read(Actor actor, Secret value) {
    Caller caller = held(value);
    Credential session = credential(caller);
    sessions.of(actor, session.subject());
    return new UserToken(owner(caller), session, value);
  }

  /** Ends a token, everywhere, as {@link Sessions#end} does. */
  public Receipt end(Actor actor, Secret value) {
    Credential session = credential(held(value));
    return sessions.end(actor, session.subject(), session.id());
  }

  /** The user behind a caller, as they are now. */
  public UserWithRoles owner(Caller caller) {
    Standing standing = caller.standingOrNull();
    return Optional.ofNullable(standing)
        .flatMap(known -> store.user(known.name()))
        .filter(user -> standing != null && user.user().subject().equals(standing.subject()))
        .orElseThrow(
            () -> new Refused(new Unauthenticated("This is no user (any more): sign in again.")));
  }

  /**
   * Refuses a scope that is not the user's own project.
   *
   * @throws Refused with {@link Unauthenticated}, as Keystone has it
   */
  private static void requireScope(Standing standing, Predicate<ProjectId> scope) {
    ProjectId project = standing.project();
    if (project == null || !scope.test(project)) {
      throw new Refused(
          new Unauthenticated(
              "This user has no access to that project: a user belongs to one, by which OS_TENANT_ID"
                  + " or OS_PROJECT_ID goes."));
    }
  }

  private Optional<UserWithRoles> find(Claim claim) {
    return switch (claim) {
      case Claim.Named(String name) ->
          UserName.canBe(name) ? store.user(new UserName(name)) : Optional.empty();
      case Claim.Identified(String id) -> store.user(id);
      case Claim.Stranger stranger -> Optional.empty();
    };
  }

  private static String nobody(Claim claim) {
    String said =
        switch (claim) {
          case Claim.Named(String name) -> name;
          case Claim.Identified(String id) -> id;
          case Claim.Stranger(String name) -> name;
        };
    return NOBODY + (said.length() <= LONGEST_NAME ? said : said.substring(0, LONGEST_NAME));
  }

  private Caller held(Secret value) {
    return find(value)
        .orElseThrow(() -> new Refused(new NotFound("token", "like this (any more)")));
  }

  private Optional<Caller> find(Secret value) {
    return view.caller(Fingerprint.of(value.value()))
        .filter(caller -> isUserToken(caller.credentialOrNull()))
        .filter(this::stands);
  }

  private boolean stands(Caller caller) {
    Standing standing = caller.standingOrNull();
    return standing != null
        && standing.project() != null
        && Access.isMember(caller, standing.project(), clock.instant());
  }

  private static boolean isUserToken(@Nullable Credential credential) {
    return credential != null && credential.kind() == Credential.Kind.USER_TOKEN;
  }

  private static Credential credential(Caller caller) {
    Credential credential = caller.credentialOrNull();
    if (credential == null) {
      throw new IllegalStateException("a token is a credential");
    }
    return credential;
  }
}
