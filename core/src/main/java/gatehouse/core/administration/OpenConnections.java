package gatehouse.core.administration;

import gatehouse.core.access.Caller;
import gatehouse.core.access.LiveConnection;
import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Permission;
import gatehouse.core.access.Resource;
import gatehouse.core.access.Standing;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import gatehouse.core.refusal.Refusal.NotFound;
import gatehouse.core.refusal.Refused;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is open on this node, seen and cut by hand. Cutting takes no right away: whoever still may
 * can open it again.
 */
public final class OpenConnections {
  private final AdministrationStore store;
  private final LiveConnections connections;
  private final Permits permits;

  public OpenConnections(AdministrationStore store, LiveConnections connections, Permits permits) {
    this.store = store;
    this.connections = connections;
    this.permits = permits;
  }

  /** What is open in a project, oldest first. */
  public List<LiveConnection> in(Actor actor, ProjectId project) {
    permits.require(actor, Permission.SESSION_READ, project);
    return connections.all().stream()
        .filter(connection -> isIn(connection, project))
        .sorted(
            Comparator.comparing(LiveConnection::since).thenComparingLong(LiveConnection::number))
        .toList();
  }

  /**
   * Cuts one.
   *
   * @throws Refused with {@link NotFound} where it is not open on this node
   */
  public void cut(Actor actor, ProjectId project, long number) {
    LiveConnection connection =
        connections.all().stream()
            .filter(open -> open.number() == number && isIn(open, project))
            .findFirst()
            .orElseThrow(() -> new Refused(new NotFound("open connection", Long.toString(number))));
    if (!isOwn(actor, connection)) {
      permits.require(actor, Permission.SESSION_END, project);
    }
    Standing standing = connection.caller().standingOrNull();
    if (standing != null && cut(standing.subject(), open -> open.number() == number) > 0) {
      audit(actor, project, standing.subject(), 1);
    }
  }

  /** Cuts all that one user has open in a project; how many. */
  public int cutAll(Actor actor, ProjectId project, Subject subject) {
    Standing own = actor.caller().standingOrNull();
    if (own == null || !own.subject().equals(subject)) {
      permits.require(actor, Permission.SESSION_END, project);
    }
    int count = cut(subject, connection -> isIn(connection, project));
    if (count > 0) {
      audit(actor, project, subject, count);
    }
    return count;
  }

  private int cut(Subject subject, Predicate<LiveConnection> which) {
    return connections.cutWhere(subject, which);
  }

  private void audit(Actor actor, ProjectId project, Subject subject, int count) {
    var line =
        actor.did(
            "connection.cut",
            subject.toString(),
            Map.of("project", project.value(), "connections", Integer.toString(count)));
    store.transaction(
        tx -> {
          tx.audit(line);
          return line;
        });
  }

  private static boolean isOwn(Actor actor, LiveConnection connection) {
    Standing own = actor.caller().standingOrNull();
    Standing theirs = connection.caller().standingOrNull();
    return actor.caller() instanceof Caller.Person
        && own != null
        && theirs != null
        && own.subject().equals(theirs.subject());
  }

  private static boolean isIn(LiveConnection connection, ProjectId project) {
    Resource resource = connection.resource();
    return resource != null && project.equals(resource.project());
  }
}
