package gatehouse.engines.postgres;

import gatehouse.core.administration.EgressPolicy;
import gatehouse.core.identity.Project;
import gatehouse.core.identity.ProjectId;
import gatehouse.core.refusal.Refusal.Conflict;
import gatehouse.core.refusal.Refused;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Projects. */
final class ProjectTable {
  private final Handle handle;

  ProjectTable(Handle handle) {
    this.handle = handle;
  }

  void insert(Project project) {
    int inserted =
        handle
            .createUpdate(
                """
                INSERT INTO projects (id, description, ai_authorized, created_at)
                VALUES (:id, :description, :aiAuthorized, :createdAt)
                ON CONFLICT (id) DO NOTHING
                """)
            .bind("id", project.id().value())
            .bind("description", project.description())
            .bind("aiAuthorized", project.aiAuthorized())
            .bind("createdAt", Columns.time(project.createdAt()))
            .execute();
    if (inserted == 0) {
      throw new Refused(new Conflict("The project " + project.id() + " exists already."));
    }
  }

  void update(Project project) {
    handle
        .createUpdate(
            """
            UPDATE projects SET description = :description, ai_authorized = :aiAuthorized
            WHERE id = :id
            """)
        .bind("id", project.id().value())
        .bind("description", project.description())
        .bind("aiAuthorized", project.aiAuthorized())
        .execute();
  }

  EgressPolicy egress(ProjectId id) {
    return handle
        .createQuery("SELECT egress FROM projects WHERE id = :id")
        .bind("id", id.value())
        .map(
            (row, context) ->
                EgressPolicy.of(List.of((String[]) row.getArray("egress").getArray())))
        .findOne()
        .orElse(EgressPolicy.NONE);
  }

  void setEgress(ProjectId id, EgressPolicy policy) {
    handle
        .createUpdate("UPDATE projects SET egress = :egress WHERE id = :id")
        .bind("id", id.value())
        .bindArray("egress", String.class, policy.inWords())
        .execute();
  }

  List<Project> all() {
    return handle
        .createQuery("SELECT * FROM projects ORDER BY created_at, id")
        .map(Rows::project)
        .list();
  }

  Optional<Project> find(ProjectId id) {
    return handle
        .createQuery("SELECT * FROM projects WHERE id = :id")
        .bind("id", id.value())
        .map(Rows::project)
        .findOne();
  }
}
