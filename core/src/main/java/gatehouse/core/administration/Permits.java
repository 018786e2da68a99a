package gatehouse.core.administration;

import gatehouse.core.access.Access;
import gatehouse.core.access.Permission;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.Resource;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Unauthenticated;
import gatehouse.core.refusal.Refused;
import java.time.InstantSource;

/** Asks {@link Access} for the use cases of this room, about the actor as things stand now. */
public final class Permits {
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
    var caller =
        view.refreshed(actor.caller())
            .orElseThrow(
                () ->
                    new Refused(
                        new Unauthenticated("What you signed in with has ended: sign in again.")));
    Access.require(caller, permission, resource, clock.instant());
  }
}
