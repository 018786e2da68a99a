package gatehouse.core.administration;

import gatehouse.core.access.Application;
import gatehouse.core.access.Credential;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Receipt;
import gatehouse.core.administration.Changes.Work;
import gatehouse.core.audit.AuditLine;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.identity.User;
import gatehouse.core.identity.UserId;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The API applications of the users of a project, as those who manage users see and end them. Only
 * their owners make them: their secrets are nobody else's.
 */
public final class UserApplications {
  private static final Set<Credential.Kind> KEYS =
      Set.of(Credential.Kind.CONSUMER_KEY, Credential.Kind.SERVICE_ACCOUNT);

  private final AdministrationStore store;
  private final Changes changes;
  private final Permits permits;

  public UserApplications(AdministrationStore store, Changes changes, Permits permits) {
    this.store = store;
    this.changes = changes;
    this.permits = permits;
  }

  /** What a user has: applications and consumer keys. */
  public record Held(List<Application> applications, List<Credential> keys) {
    public Held {
      applications = List.copyOf(applications);
      keys = List.copyOf(keys);
    }
  }

  /** A user's applications, oldest first, and their consumer keys. */
  public Held of(Actor actor, ProjectId project, UserId id) {
    permits.require(actor, Permission.USER_READ, project);
    Subject subject =
        store
            .user(project, id)
            .map(found -> found.user().subject())
            .orElseThrow(() -> Users.noSuchUser(id.toString()));
    return new Held(store.applications(subject), store.credentials(subject, KEYS));
  }

  /** Removes one of a user's applications and ends its consumer keys. */
  public Receipt delete(Actor actor, ProjectId project, UserId id, int application) {
    permits.require(actor, Permission.USER_MANAGE, project);
    return changes
        .carryOut(
            tx -> {
              User user = Users.lock(tx, project, id);
              actor.requireStillStands(tx);
              Application doomed =
                  store.applications(user.subject()).stream()
                      .filter(theirs -> theirs.id() == application)
                      .findFirst()
                      .orElseThrow(() -> noSuchApplication(application));
              int keys = tx.deleteApplication(application).orElse(0);
              AuditLine line =
                  Users.line(
                      actor,
                      "application.delete",
                      user,
                      Map.of("name", doomed.name(), "key", doomed.key()));
              tx.audit(line);
              return new Work<>(
                  doomed,
                  tx.revise(Set.of(user.subject())),
                  ServiceAccounts.ended(doomed, keys),
                  List.of(),
                  line);
            })
        .receipt();
  }

  private static Refused noSuchApplication(int id) {
    return new Refused(new NotFound("application", Integer.toString(id)));
  }
}
