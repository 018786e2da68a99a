package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.Caller;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Resource;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Forbidden;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.Duration;
import java.time.InstantSource;

/** Asks {@link Access} for the use cases of this room, about the actor as things stand now. */
public final class Permits {
  /** So long after a sign-in at the panel nobody is asked for the password again. */
  public static final Duration FRESH = Duration.ofMinutes(15);

  /** By this code a page knows that it should ask for the password. */
  public static final String CONFIRM = "CONFIRM_PASSWORD";

  private final PrincipalView view;
  private final InstantSource clock;

  public Permits(PrincipalView view, InstantSource clock) {
    this.view = view;
    this.clock = clock;
  }

  /**
   * Passes where the actor may do this in a project.
   *
   * @throws Refused otherwise
   */
  public void require(Actor actor, Permission permission, ProjectId project) {
    require(actor, permission, Resource.of(project));
  }

  /**
   * Passes where the actor may do this.
   *
   * @throws Refused otherwise
   */
  public void require(Actor actor, Permission permission, Resource resource) {
    Access.require(refreshed(actor), permission, resource, clock.instant());
  }

  /**
   * Passes unless the actor sits at a browser in which the password was given longer ago than
   * {@link #FRESH}: whoever finds the screen unlocked shall not hand out secrets and roles.
   *
   * @throws Refused with {@link Forbidden} and the code {@link #CONFIRM}
   */
  public void requireFresh(Actor actor) {
    Credential credential = refreshed(actor).credentialOrNull();
    if (credential != null
        && credential.kind() == Credential.Kind.PANEL_SESSION
        && !clock.instant().isBefore(credential.updatedAt().plus(FRESH))) {
      throw new Refused(
          new Forbidden(
              CONFIRM,
              "You gave your password longer than "
                  + FRESH.toMinutes()
                  + " minutes ago: give it again to do this."));
    }
  }

  private Caller refreshed(Actor actor) {
    return view.refreshed(actor.caller())
        .orElseThrow(
            () ->
                new Refused(
                    new Unauthenticated("What you signed in with has ended: sign in again.")));
  }
}
