package gatehouse.core.workload;

import gatehouse.core.access.Permission;

/** What can be done with a workload; each is a permission of its own for each kind. */
public enum Deed {
  READ(Permission.NOTEBOOK_READ, Permission.JOB_READ, Permission.APP_READ),
  OPEN(Permission.NOTEBOOK_OPEN, Permission.JOB_OPEN, Permission.APP_OPEN),
  LOG(Permission.NOTEBOOK_LOG, Permission.JOB_LOG, Permission.APP_LOG),
  LAUNCH(Permission.NOTEBOOK_LAUNCH, Permission.JOB_LAUNCH, Permission.APP_LAUNCH),
  STOP(Permission.NOTEBOOK_STOP, Permission.JOB_STOP, Permission.APP_STOP),
  DELETE(Permission.NOTEBOOK_DELETE, Permission.JOB_DELETE, Permission.APP_DELETE),
  EDIT(Permission.NOTEBOOK_EDIT, Permission.JOB_EDIT, Permission.APP_EDIT),
  EXEC(Permission.NOTEBOOK_EXEC, Permission.JOB_EXEC, Permission.APP_EXEC),
  ENVIRONMENT(
      Permission.NOTEBOOK_ENVIRONMENT, Permission.JOB_ENVIRONMENT, Permission.APP_ENVIRONMENT);

  private final Permission notebook;
  private final Permission job;
  private final Permission app;

  Deed(Permission notebook, Permission job, Permission app) {
    this.notebook = notebook;
    this.job = job;
    this.app = app;
  }

  /** The permission to do it with a kind of workload. */
  public Permission with(WorkloadKind kind) {
    return switch (kind) {
      case NOTEBOOK -> notebook;
      case JOB -> job;
      case APP -> app;
    };
  }
}
