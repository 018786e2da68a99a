package gatehouse.core.workload;

import gatehouse.core.identity.ProjectId;
import java.time.Instant;
import java.util.UUID;

/**
 * A saved {@code /workspace} of a notebook.
 *
 * @param run the notebook's last run after which its workspace was found to be as saved here
 * @param bytes of all its files together
 * @param comment why it was made, for people
 * @param createdAt when it was saved
 * @param updatedAt when its workspace was last found to be as saved here
 */
public record Backup(
    UUID id,
    WorkloadId notebook,
    ProjectId project,
    int run,
    long bytes,
    long files,
    String comment,
    Instant createdAt,
    Instant updatedAt) {

  /** What is saved. */
  public static final String PATH = "/workspace";

  /** The same, found to be as the workspace is after another run. */
  public Backup stillTrue(int after, Instant now) {
    return new Backup(id, notebook, project, after, bytes, files, comment, createdAt, now);
  }
}
