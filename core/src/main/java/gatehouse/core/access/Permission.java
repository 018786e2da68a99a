package gatehouse.core.access;

import java.util.Locale;

/** One thing that may be done. */
public enum Permission {
  NOTEBOOK_READ("list and read notebooks"),
  NOTEBOOK_OPEN("open notebooks"),
  NOTEBOOK_LOG("read the log of notebooks"),
  NOTEBOOK_LAUNCH("launch notebooks"),
  NOTEBOOK_STOP("stop notebooks"),
  NOTEBOOK_DELETE("delete notebooks"),
  NOTEBOOK_EDIT("change notebooks"),
  NOTEBOOK_EXEC("run commands in notebooks"),
  NOTEBOOK_ENVIRONMENT("read the environment values of notebooks"),
  JOB_READ("list and read jobs"),
  JOB_OPEN("open jobs"),
  JOB_LOG("read the log of jobs"),
  JOB_LAUNCH("launch jobs"),
  JOB_STOP("stop jobs"),
  JOB_DELETE("delete jobs"),
  JOB_EDIT("change jobs"),
  JOB_EXEC("run commands in jobs"),
  JOB_ENVIRONMENT("read the environment values of jobs"),
  APP_READ("list and read apps"),
  APP_OPEN("open apps"),
  APP_LOG("read the log of apps"),
  APP_LAUNCH("launch apps"),
  APP_STOP("stop apps"),
  APP_DELETE("delete apps"),
  APP_EDIT("change apps"),
  APP_EXEC("run commands in apps"),
  APP_ENVIRONMENT("read the environment values of apps"),
  CAPABILITIES_READ("read what this installation offers"),
  TOKEN_READ("see tokens"),
  TOKEN_MANAGE("create, renew and delete tokens"),
  REGISTRY_MANAGE("see and change the accounts at registries of images"),
  VOLUME_MANAGE("see, make and delete volumes apart from workloads"),
  OBJECT_READ("read object storage"),
  OBJECT_WRITE("write object storage"),
  PROJECT_READ("read the project"),
  PROJECT_MANAGE("change the project"),
  USER_READ("see users"),
  USER_MANAGE("create, suspend and delete users and their passwords"),
  ROLE_ASSIGN("give and take away roles"),
  SESSION_READ("see sessions and open connections"),
  SESSION_END("end sessions and open connections"),
  APPLICATION_MANAGE("create and delete API applications"),
  AUDIT_READ("read the audit"),
  PROJECT_CREATE("create projects"),
  ACCOUNT_MANAGE("manage the accounts of the installation"),
  NODE_MANAGE("list the nodes of the installation and give up one that is gone");

  private final String deed;

  Permission(String deed) {
    this.deed = deed;
  }

  /** What it lets one do, to be read after "may": "stop notebooks". */
  public String deed() {
    return deed;
  }

  /** The name on the wire: lower case, as {@code notebook_stop}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
