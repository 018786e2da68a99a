package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Presented;
import gatehouse.core.access.SignIn;
import gatehouse.core.access.Standing;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.identity.Secret;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** Giving one's password again in a browser, before secrets and roles are handed out. */
public final class Confirmations {
  private final Changes changes;
  private final SignIn signIn;
  private final InstantSource clock;

  public Confirmations(Changes changes, SignIn signIn, InstantSource clock) {
    this.changes = changes;
    this.signIn = signIn;
    this.clock = clock;
  }

  /**
   * Confirms the session that the actor uses; guesses count against the same budget as sign-ins.
   *
   * @throws Refused with {@link Unauthenticated} for a wrong password, with {@link Conflict} where
   *     this is no session of a browser
   */
  public Credential confirm(Actor actor, Secret password) {
    Credential session = actor.caller().credentialOrNull();
    Standing standing = actor.caller().standingOrNull();
    if (session == null || standing == null || session.kind() != Credential.Kind.PANEL_SESSION) {
      throw new Refused(new Conflict("Only a session of a browser is confirmed by its password."));
    }
    Caller proven =
        signIn.authenticate(
            new Presented.Basic(standing.name().value(), password), actor.address());
    Standing whose = proven.standingOrNull();
    if (whose == null || !whose.subject().equals(standing.subject())) {
      throw new Refused(new Unauthenticated("What you signed in with has ended: sign in again."));
    }
    return changes
        .carryOut(
            tx -> {
              actor.requireStillStands(tx);
              Credential confirmed =
                  tx.confirm(session.id(), clock.instant())
                      .orElseThrow(
                          () ->
                              new Refused(
                                  new Unauthenticated(
                                      "What you signed in with has ended: sign in again.")));
              var line =
                  actor.did(
                      "session.confirm",
                      session.subject().toString(),
                      Map.of("session", session.id().toString()));
              tx.audit(line);
              return Work.of(confirmed, tx.revise(Set.of(session.subject())), line);
            })
        .value();
  }
}
