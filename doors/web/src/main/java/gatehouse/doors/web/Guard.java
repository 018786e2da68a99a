package gatehouse.doors.web;

import gatehouse.core.access.Permission;

/** Who may come to a route at all. The use case behind it decides again, about the thing itself. */
public sealed interface Guard {

  /** Anybody, while this node holds its lease; for the few routes by which one signs in. */
  record Open() implements Guard {}

  /** Anybody, lease or not: nothing behind it needs a decision (health, style sheet). */
  record Always() implements Guard {}

  /** Whoever is signed in and neither suspended nor past their end. */
  record SignedIn() implements Guard {}

  /**
   * Whoever is signed in by a user's token in {@code X-Auth-Token}, and by that alone: what else a
   * request presents counts for nothing here.
   */
  record ByUserToken() implements Guard {}

  /** Whoever holds a permission: in the call's project, or for the installation as a whole. */
  record Needs(Permission permission, Scope scope) implements Guard {

    /** In the call's project; what belongs to the installation is asked of the installation. */
    public Needs(Permission permission) {
      this(
          permission,
          switch (permission) {
            case ACCOUNT_MANAGE, NODE_MANAGE, PROJECT_CREATE -> Scope.INSTALLATION;
            default -> Scope.PROJECT;
          });
    }
  }

  /** What a permission is asked of. */
  enum Scope {
    PROJECT,
    INSTALLATION
  }
}
