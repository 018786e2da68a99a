package gatehouse.core.administration;

import gatehouse.core.access.Caller.Person;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Standing;
import gatehouse.core.audit.AuditEntry;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Invalid;
import gatehouse.core.refusal.Refused;
import java.util.List;

/**
 * Reading what happened. Everybody reads the lines about themselves; the rest needs a permission.
 */
public final class AuditTrail {
  private static final int MOST = 1000;

  private final AdministrationStore store;
  private final Permits permits;
  private final Checkpoints checkpoints;

  public AuditTrail(AdministrationStore store, Permits permits, Checkpoints checkpoints) {
    this.store = store;
    this.permits = permits;
    this.checkpoints = checkpoints;
  }

  /** Lines, newest first. Whoever owns not the whole installation sees those of their project. */
  public List<AuditEntry> lines(Actor actor, ProjectId project, AuditQuery query) {
    if (query.limit() < 1 || query.limit() > MOST || query.before() < 0) {
      throw new Refused(new Invalid("limit", "1 to " + MOST + ", and before at least 0"));
    }
    Standing standing = actor.caller().standingOrNull();
    boolean aboutThemselves =
        actor.caller() instanceof Person
            && standing != null
            && standing.subject().toString().equals(query.subject());
    if (!aboutThemselves) {
      permits.require(actor, Permission.AUDIT_READ, project);
    }
    boolean seesAll = standing != null && standing.isAccount();
    return store.audit(
        seesAll || aboutThemselves
            ? query
            : new AuditQuery(
                project.value(), query.subject(), query.action(), query.before(), query.limit()));
  }

  /** All lines from a number on, oldest first, with what is signed about them. */
  public AuditExport export(Actor actor, long from) {
    var export =
        new AuditExport(
            store,
            checkpoints,
            from,
            () -> permits.require(actor, Permission.AUDIT_READ, Resource.INSTALLATION));
    export.requirePermission();
    return export;
  }

  /** The id of the key that signs now. */
  public String keyId() {
    return checkpoints.key().id();
  }

  /** The public half of the key that signs now, in PEM. */
  public String publicKey() {
    return checkpoints.key().publicPem();
  }
}
