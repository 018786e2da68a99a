package gatehouse.core.administration;

import gatehouse.core.access.Permission;
import gatehouse.core.access.Receipt;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.identity.Subject;
import java.util.Map;
import java.util.Set;

/** Where the workloads of a project may connect to: read, and changed. */
public final class ProjectEgress {
  private final AdministrationStore store;
  private final Changes changes;
  private final Permits permits;
  private final Projects projects;

  public ProjectEgress(
      AdministrationStore store, Changes changes, Permits permits, Projects projects) {
    this.store = store;
    this.changes = changes;
    this.permits = permits;
    this.projects = projects;
  }

  /** What is allowed now; everybody who belongs to the project may know. */
  public EgressPolicy get(Actor actor, ProjectId project) {
    return store.egress(projects.get(actor, project).id());
  }

  /**
   * Replaces what is allowed; connections that it allows no more are closed when this returns.
   *
   * @throws gatehouse.core.refusal.Refused with {@code Invalid} where a rule that is new could
   *     never reach anything
   */
  public Receipt set(Actor actor, ProjectId project, EgressPolicy policy) {
    permits.require(actor, Permission.PROJECT_MANAGE, project);
    projects.get(actor, project);
    EgressPolicy before = store.egress(project);
    policy.rules().stream()
        .filter(rule -> !before.rules().contains(rule))
        .forEach(EgressRule::requireReachable);
    return changes
        .carryOut(
            tx -> {
              tx.setEgress(project, policy);
              var line =
                  actor.did(
                      "project.egress",
                      "project:" + project,
                      Map.of(
                          "hosts", String.join(" ", policy.inWords()), "project", project.value()));
              tx.audit(line);
              return Changes.Work.of(policy, tx.revise(Set.of(Subject.project(project))), line);
            })
        .receipt();
  }
}
